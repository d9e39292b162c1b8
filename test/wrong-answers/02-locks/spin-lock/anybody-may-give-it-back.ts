// wrong: an unlock of a free lock goes unnoticed
// verdict: test-failed
// says: refuses to be given back by nobody
// hint: `Atomics.exchange` tells what was in the cell. What if it was free already? Throw a `LockError`.

import type { Lock } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;

/** A lock over one cell of shared memory, zero at first. Waiters spin: for a few instructions only. */
export class SpinLock implements Lock {
  /** Int32 cells that a spin lock needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    while (!this.tryLock()) {
      // Somebody has it. Ask again.
    }
  }

  tryLock(): boolean {
    return Atomics.exchange(this.cells, 0, taken) === free;
  }

  unlock(): void {
    Atomics.store(this.cells, 0, free);
  }
}
