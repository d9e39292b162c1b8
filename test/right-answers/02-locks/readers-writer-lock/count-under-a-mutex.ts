// right: a mutex guards the count; whoever cannot come in sleeps until it changes

import { LockError, withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

export class ReadersWriterLock {
  static readonly length = 2;
  readonly cells: Int32Array;
  readonly #mutex: Mutex;

  constructor(cells: Int32Array) {
    this.cells = cells;
    this.#mutex = new Mutex(cells.subarray(1, 2));
  }

  lockRead(): void {
    this.#change((count) => count >= 0, 1);
  }

  unlockRead(): void {
    this.#leave((count) => count > 0, -1, "unlockRead: no thread reads");
  }

  lockWrite(): void {
    this.#change((count) => count === 0, -1);
  }

  unlockWrite(): void {
    this.#leave((count) => count === -1, 1, "unlockWrite: no thread writes");
  }

  #change(isAllowed: (count: number) => boolean, by: number): void {
    for (;;) {
      const seen = withLock(this.#mutex, () => {
        const count = Atomics.load(this.cells, 0);
        if (!isAllowed(count)) return count;
        Atomics.store(this.cells, 0, count + by);
        return undefined;
      });
      if (seen === undefined) return;
      Atomics.wait(this.cells, 0, seen);
    }
  }

  #leave(isInside: (count: number) => boolean, by: number, complaint: string): void {
    withLock(this.#mutex, () => {
      const count = Atomics.load(this.cells, 0);
      if (!isInside(count)) throw new LockError(complaint);
      Atomics.store(this.cells, 0, count + by);
    });
    Atomics.notify(this.cells, 0);
  }
}
