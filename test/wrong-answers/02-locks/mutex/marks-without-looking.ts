// wrong: stores the mark of a waiter over whatever is there, also over a free lock
// verdict: test-failed
// says: everybody in the end” does not hold yet: Threads 1 and 2 sleep for ever: `lock` is 2
// hint: All sleep, and nobody has the lock. Look at the row that writes the 2: what was there before? Whoever writes it over a free lock has taken it. `Atomics.exchange` tells.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;
/** Taken, and somebody may be asleep. */
const contended = 2;

/**
 * A mutex over one cell of shared memory, zero at first. Waiters sleep; nobody spins.
 * After Ulrich Drepper, "Futexes Are Tricky" (2011), the second mutex.
 */
export class Mutex implements Lock {
  /** Int32 cells that a mutex needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    while (!this.tryLock()) {
      Atomics.store(this.cells, 0, contended);
      Atomics.wait(this.cells, 0, contended);
    }
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: nobody has this mutex");
    if (before === contended) Atomics.notify(this.cells, 0, 1);
  }
}
