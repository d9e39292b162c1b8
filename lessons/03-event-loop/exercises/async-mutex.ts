// Exercise `async-mutex`: one task at a time, across every `await`.

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
    // TODO: take the mutex if it is free, or wait in line for it.
    return () => {
      // TODO: call the first in line, or unlock if nobody waits; and do so only once.
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
    // TODO: acquire, and release in any case.
    return await action();
  }
}
