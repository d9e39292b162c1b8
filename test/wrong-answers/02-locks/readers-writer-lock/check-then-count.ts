// wrong: a reader looks whether anybody writes, then counts itself, in two steps
// verdict: test-failed
// says: keeps readers and a writer apart” does not hold yet: Thread
// hint: Between your last look and your step inside a writer came in. Count yourself only if the cell is still what you saw, and look again after every sleep.

import { LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
/** Above zero, the cell counts the readers inside. */
const writing = -1;

/** A readers-writer lock over one cell of shared memory, zero at first. Waiters sleep. */
export class ReadersWriterLock {
  /** Int32 cells that a readers-writer lock needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  /** Waits until nobody writes; other readers may be inside. */
  lockRead(): void {
    while (Atomics.load(this.cells, 0) === writing) Atomics.wait(this.cells, 0, writing);
    Atomics.add(this.cells, 0, 1);
  }

  /** Throws LockError if nobody reads. */
  unlockRead(): void {
    for (;;) {
      const seen = Atomics.load(this.cells, 0);
      if (seen <= free) throw new LockError("unlockRead: nobody reads");
      if (Atomics.compareExchange(this.cells, 0, seen, seen - 1) !== seen) continue;
      // The last one out. Whoever sleeps now waits for a free lock.
      if (seen === 1) Atomics.notify(this.cells, 0);
      return;
    }
  }

  /** Waits until nobody is inside, neither reader nor writer. */
  lockWrite(): void {
    for (;;) {
      const seen = Atomics.compareExchange(this.cells, 0, free, writing);
      if (seen === free) return;
      Atomics.wait(this.cells, 0, seen);
    }
  }

  /** Throws LockError if nobody writes. */
  unlockWrite(): void {
    if (Atomics.compareExchange(this.cells, 0, writing, free) !== writing) {
      throw new LockError("unlockWrite: nobody writes");
    }
    // All of them: several readers may come in together.
    Atomics.notify(this.cells, 0);
  }
}
