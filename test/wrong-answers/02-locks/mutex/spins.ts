// wrong: asks again and again instead of sleeping
// verdict: test-failed
// says: a thread that waits for a taken mutex: expected 'sleeps', got 'spins'
// hint: It asks again and again. Sleep by `Atomics.wait` in the loop, as long as the cell holds the value that says taken, and wake in `unlock`.

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
    while (!this.tryLock()) {
      // Somebody has it. Ask again.
    }
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: nobody has this mutex");
  }
}
