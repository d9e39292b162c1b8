// wrong: tryLock looks, then takes
// verdict: test-failed
// says: is taken by one of two that try
// hint: `tryLock` is a lock too: look and take in one step, and return what that step found.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

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
    while (Atomics.exchange(this.cells, 0, taken) !== free) {
      // Somebody has it. Ask again.
    }
  }

  tryLock(): boolean {
    if (Atomics.load(this.cells, 0) !== free) return false;
    Atomics.store(this.cells, 0, taken);
    return true;
  }

  unlock(): void {
    if (Atomics.exchange(this.cells, 0, free) === free) {
      throw new LockError("unlock: nobody has this spin lock");
    }
  }
}
