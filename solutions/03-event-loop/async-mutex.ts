// One task at a time between two awaits: a lock for tasks that share a thread.

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
      // Since it was called in, the signal may have aborted.
      signal?.throwIfAborted();
      return await action();
    } finally {
      this.#unlock();
    }
  }

  /** The look and the taking lie on one side of an `await`, so nobody comes between them. */
  #lock(signal?: AbortSignal): Promise<void> | undefined {
    if (this.#isLocked || signal?.aborted) return waitForTurn(this.#line, signal);
    this.#isLocked = true;
    return undefined;
  }

  /** With somebody in line the mutex stays locked and changes hands. */
  #unlock(): void {
    const callNext = this.#line.shift();
    if (callNext) callNext();
    else this.#isLocked = false;
  }
}
