// Exercise `mutex`: a lock whose waiters sleep.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;

/** A mutex over one cell of shared memory, zero at first. Waiters sleep, and none spins. */
export class Mutex implements Lock {
  /** Int32 cells that a mutex needs. Take more if you like. */
  static readonly length: number = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    // TODO: sleep until the lock may be free, instead of asking again and again.
    while (!this.tryLock()) {}
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  /** Throws LockError if the mutex is free. If two threads unlock after one lock, one of them gets it. */
  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: this mutex is free");
    // TODO: wake a sleeper, if there may be one.
  }
}
