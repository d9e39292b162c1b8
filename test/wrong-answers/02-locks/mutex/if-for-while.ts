// wrong: a thread that wakes goes in without looking again
// verdict: test-failed
// says: everybody in the end” does not hold yet: Thread 1 writes `counter` while thread 2 reads it
// hint: Two threads were inside at once. Look and take in one step; and to be woken is not to have the lock: between the notify and your next step somebody else may take it. `while`, not `if`.

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
    if (this.tryLock()) return;
    Atomics.wait(this.cells, 0, taken);
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
