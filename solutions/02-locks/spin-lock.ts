// Exercise `spin-lock`: the smallest lock, whose waiters ask again and again.

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
    while (!this.tryLock()) {
      // It is taken. Ask again.
    }
  }

  tryLock(): boolean {
    return Atomics.exchange(this.cells, 0, taken) === free;
  }

  /** Throws LockError if the lock is free. If two threads unlock after one lock, one of them gets it. */
  unlock(): void {
    if (Atomics.exchange(this.cells, 0, free) === free) {
      throw new LockError("unlock: this spin lock is free");
    }
  }
}
