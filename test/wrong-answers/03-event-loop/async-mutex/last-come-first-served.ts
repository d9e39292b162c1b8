// wrong: keeps a stack instead of a line
// verdict: test-failed
// says: is given to those who wait in the order in which they came
// hint: Who comes first is to be served first. `pop` takes the last, `shift` the first.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { type Turn, waitForTurn } from "#solution/03-event-loop/limiter.ts";

/** Gives the mutex back. A second call does nothing. */
export type Release = () => void;

/** Blocks no thread: whoever waits, awaits. Not for threads, and not to be taken twice by one task. */
export class AsyncMutex {
  readonly #line = new WaitingLine<Turn>();
  readonly #stack: Turn[] = [];
  #isLocked = false;

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /**
   * Waits until nobody else has the mutex; those who wait get it in the order in which they came.
   *
   * @returns what gives it back
   * @throws the signal's reason if it aborts first
   */
  async acquire(signal?: AbortSignal): Promise<Release> {
    await this.#lock(signal);
    let isHeld = true;
    return () => {
      if (isHeld) this.#unlock();
      isHeld = false;
    };
  }

  /**
   * Runs `action` with the mutex, and gives it back however `action` ends.
   *
   * @returns what `action` returns
   * @throws what `action` throws; the signal's reason if it aborts before `action` begins
   */
  async runExclusive<Result>(
    action: () => Promise<Result> | Result,
    signal?: AbortSignal,
  ): Promise<Result> {
    await this.#lock(signal);
    try {
      return await action();
    } finally {
      this.#unlock();
    }
  }

  async #lock(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isLocked) {
      const turn = waitForTurn(this.#line, signal);
      const callMe = this.#line.shift();
      if (callMe) this.#stack.push(callMe);
      await turn;
    }
    this.#isLocked = true;
  }

  #unlock(): void {
    const callNext = this.#stack.pop();
    if (callNext) callNext();
    else this.#isLocked = false;
  }
}
