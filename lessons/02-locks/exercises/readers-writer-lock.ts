// Exercise `readers-writer-lock`: many may read at the same time, one may write alone.

import { LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
/** Above zero, the cell counts the readers inside. */
const writing = -1;

/** A readers-writer lock over one cell of shared memory, zero at first. Waiters sleep. */
export class ReadersWriterLock {
  /** Int32 cells that a readers-writer lock needs. Take more if you like. */
  static readonly length: number = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  /** Waits until no thread writes. Other readers may be inside. */
  lockRead(): void {
    // TODO: count yourself in, unless a thread writes.
  }

  /** Throws LockError if no thread reads. If two threads leave after one reader, one of them gets it. */
  unlockRead(): void {
    // TODO: count yourself out, if the count is still what you saw. What does the last one wake?
    if (Atomics.load(this.cells, 0) <= free) throw new LockError("unlockRead: no thread reads");
  }

  /** Waits until no thread is inside, neither reader nor writer. */
  lockWrite(): void {
    // TODO: take the lock from free to writing, or sleep on what you saw.
  }

  /** Throws LockError if no thread writes. */
  unlockWrite(): void {
    if (Atomics.compareExchange(this.cells, 0, writing, free) !== writing) {
      throw new LockError("unlockWrite: no thread writes");
    }
    // TODO: wake all that wait to come in.
  }
}
