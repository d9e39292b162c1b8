// wrong: exchanges only if it is free, and goes in whether or not that worked
// verdict: test-failed
// says: lets in one thread at a time, and everybody in the end” does not hold yet: Thread 1 writes `counter` while
// hint: Two threads were inside at once. `compareExchange` returns what it found; who found the lock taken must not go in.

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
    Atomics.compareExchange(this.cells, 0, free, taken);
  }

  tryLock(): boolean {
    return Atomics.exchange(this.cells, 0, taken) === free;
  }

  unlock(): void {
    if (Atomics.exchange(this.cells, 0, free) === free) {
      throw new LockError("unlock: nobody has this spin lock");
    }
  }
}
