// wrong: waits by a plain read, which may never see the change
// verdict: test-failed
// says: lets in one thread at a time, and everybody in the end” does not hold yet: Thread 1 writes `lock` by `Atomics.exchange` while thread 2 reads it
// hint: A plain read of a cell that others write is a data race: the engine may read it once and keep the value. Use `Atomics.load`.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;

/** A lock over one cell of shared memory, zero at first. Waiters spin: for a few instructions only. */
export class SpinLock implements Lock {
  /** Int32 cells that a spin lock needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    while (this.cells[0] !== free || !this.tryLock()) {
      // Somebody has it. Ask again.
    }
  }

  tryLock(): boolean {
    return Atomics.exchange(this.cells, 0, taken) === free;
  }

  unlock(): void {
    if (Atomics.exchange(this.cells, 0, free) === free) {
      throw new LockError("unlock: nobody has this spin lock");
    }
  }
}
