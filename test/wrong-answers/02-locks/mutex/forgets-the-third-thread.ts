// wrong: who has slept takes the lock as taken, though others may still sleep
// verdict: test-failed
// says: forgets nobody when a third thread comes” does not hold yet: Thread
// hint: Two sleep, one is woken and takes the lock. What must the cell say so that its unlock wakes the other?

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
    if (this.tryLock()) return;
    let seen = Atomics.exchange(this.cells, 0, contended);
    while (seen !== free) {
      Atomics.wait(this.cells, 0, contended);
      seen = Atomics.compareExchange(this.cells, 0, free, taken);
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
