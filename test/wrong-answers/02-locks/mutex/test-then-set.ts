// wrong: looks, then takes, in two steps
// verdict: test-failed
// says: everybody in the end” does not hold yet: Thread 1 writes `counter` while thread 2 reads it
// hint: Both threads may look before either of them takes. Look and take in one step: `compareExchange` or `exchange`.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;

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
    while (Atomics.load(this.cells, 0) !== free) Atomics.wait(this.cells, 0, taken);
    Atomics.store(this.cells, 0, taken);
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: nobody has this mutex");
    Atomics.notify(this.cells, 0, 1);
  }
}
