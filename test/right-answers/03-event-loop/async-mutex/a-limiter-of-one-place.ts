// right: a limiter with one place, held by a promise

import { limit } from "#solution/03-event-loop/limiter.ts";

/** Gives the mutex back. A second call does nothing. */
export type Release = () => void;

/** Blocks no thread: whoever waits, awaits. Not for threads, and not to be taken twice by one task. */
export class AsyncMutex {
  readonly #place = limit(1);
  #isLocked = false;

  get isLocked(): boolean {
    return this.#isLocked;
  }

  acquire(signal?: AbortSignal): Promise<Release> {
    return new Promise((resolve, reject) => {
      const hold = () => new Promise<void>((release) => resolve(release));
      this.runExclusive(hold, signal).catch(reject);
    });
  }

  runExclusive<Result>(
    action: () => Promise<Result> | Result,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.#place(async () => {
      this.#isLocked = true;
      try {
        return await action();
      } finally {
        this.#isLocked = false;
      }
    }, signal);
  }
}
