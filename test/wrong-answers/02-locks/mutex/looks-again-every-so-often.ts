// wrong: sleeps with a timeout and looks again, so that nobody has to wake it
// verdict: test-failed
// says: Thread 2 sleeps until its timeout: `lock` is 0
// hint: The timeout hides that nobody wakes the sleeper: it comes too late each time. Notify in `unlock`, and sleep without a timeout.

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
    while (!this.tryLock()) Atomics.wait(this.cells, 0, taken, 10);
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: nobody has this mutex");
  }
}
