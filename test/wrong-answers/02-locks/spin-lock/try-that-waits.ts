// wrong: tryLock waits until it has the lock
// verdict: test-failed
// says: can be taken again once it is given back” does not hold yet: Thread 1 spins for ever
// hint: `tryLock` answers at once: false if somebody has the lock.

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
    this.tryLock();
  }

  tryLock(): boolean {
    while (Atomics.exchange(this.cells, 0, taken) !== free) {
      // Somebody has it. Ask again.
    }
    return true;
  }

  unlock(): void {
    if (Atomics.exchange(this.cells, 0, free) === free) {
      throw new LockError("unlock: nobody has this spin lock");
    }
  }
}
