// wrong: wakes the sleeper before the lock is free
// verdict: test-failed
// says: everybody in the end” does not hold yet: Thread 2 sleeps for ever: `lock` is 0
// why: and the last notify, in row
// hint: The one you wake looks at the cell at once. What does it find there, and who will wake it the next time?

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
    while (!this.tryLock()) Atomics.wait(this.cells, 0, taken);
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    if (Atomics.load(this.cells, 0) === free) {
      throw new LockError("unlock: nobody has this mutex");
    }
    Atomics.notify(this.cells, 0, 1);
    Atomics.store(this.cells, 0, free);
  }
}
