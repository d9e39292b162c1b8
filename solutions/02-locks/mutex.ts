// Exercise `mutex`: a lock whose waiters sleep.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;
/** Taken, and a thread may be asleep. */
const contended = 2;

/**
 * A mutex over one cell of shared memory, zero at first. Waiters sleep, and none spins.
 * After Ulrich Drepper, "Futexes Are Tricky" (2011), the third mutex.
 */
export class Mutex implements Lock {
  /** Int32 cells that a mutex needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    if (Atomics.compareExchange(this.cells, 0, free, taken) === free) return;
    // A thread that had to wait takes the lock as contended: others may still sleep.
    while (Atomics.exchange(this.cells, 0, contended) !== free) {
      Atomics.wait(this.cells, 0, contended);
    }
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  /** Throws LockError if the mutex is free. If two threads unlock after one lock, one of them gets it. */
  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: this mutex is free");
    if (before === contended) Atomics.notify(this.cells, 0, 1);
  }
}
