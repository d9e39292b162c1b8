// Exercise `readers-writer-lock`: many may read at the same time, one may write alone.

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

  /** Waits until no thread writes. Other readers may be inside. */
  lockRead(): void {
    for (;;) {
      const seen = Atomics.load(this.cells, 0);
      if (seen === writing) Atomics.wait(this.cells, 0, writing);
      else if (Atomics.compareExchange(this.cells, 0, seen, seen + 1) === seen) return;
    }
  }

  /** Throws LockError if no thread reads. If two threads leave after one reader, one of them gets it. */
  unlockRead(): void {
    for (;;) {
      const seen = Atomics.load(this.cells, 0);
      if (seen <= free) throw new LockError("unlockRead: no thread reads");
      if (Atomics.compareExchange(this.cells, 0, seen, seen - 1) !== seen) continue;
      // The last one out. A thread that sleeps now waits for a free lock.
      if (seen === 1) Atomics.notify(this.cells, 0);
      return;
    }
  }

  /** Waits until no thread is inside, neither reader nor writer. */
  lockWrite(): void {
    for (;;) {
      const seen = Atomics.compareExchange(this.cells, 0, free, writing);
      if (seen === free) return;
      Atomics.wait(this.cells, 0, seen);
    }
  }

  /** Throws LockError if no thread writes. */
  unlockWrite(): void {
    if (Atomics.compareExchange(this.cells, 0, writing, free) !== writing) {
      throw new LockError("unlockWrite: no thread writes");
    }
    // All of them: several readers may come in together.
    Atomics.notify(this.cells, 0);
  }
}
