// wrong: unlocks, then calls the first in line, who locks a microtask later
// verdict: test-failed
// says: lets in no newcomer beside or before who has been called in
// hint: Between the release and the moment when the one who was called goes on, the mutex is
//   free. Hand it over instead.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { type Turn, waitForTurn } from "#solution/03-event-loop/limiter.ts";

/** Gives the mutex back. A second call does nothing. */
export type Release = () => void;

/** Blocks no thread: whoever waits, awaits. Not for threads, and not to be taken twice by one task. */
export class AsyncMutex {
  readonly #line = new WaitingLine<Turn>();
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
    if (this.#isLocked) await waitForTurn(this.#line, signal);
    this.#isLocked = true;
  }

  #unlock(): void {
    this.#isLocked = false;
    this.#line.shift()?.();
  }
}
