// right: a count of permits guarded by a mutex, and a cell that changes with every release to sleep on

import { withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const permits = 0;
const releases = 1;

export class Semaphore {
  static readonly length = 3;
  readonly cells: Int32Array;
  readonly #mutex: Mutex;

  constructor(cells: Int32Array) {
    this.cells = cells;
    this.#mutex = new Mutex(cells.subarray(2, 3));
  }

  get available(): number {
    return Atomics.load(this.cells, permits);
  }

  acquire(): void {
    for (;;) {
      const seen = Atomics.load(this.cells, releases);
      if (this.tryAcquire()) return;
      Atomics.wait(this.cells, releases, seen);
    }
  }

  tryAcquire(): boolean {
    return withLock(this.#mutex, () => {
      const free = this.available;
      if (free === 0) return false;
      Atomics.store(this.cells, permits, free - 1);
      return true;
    });
  }

  release(count = 1): void {
    withLock(this.#mutex, () => {
      Atomics.store(this.cells, permits, this.available + count);
    });
    Atomics.add(this.cells, releases, 1);
    Atomics.notify(this.cells, releases);
  }
}
