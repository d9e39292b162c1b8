// wrong: lets in one thread at a time, however many permits there are
// verdict: test-failed
// says: the permits after release(3) are true, false, false, 1
// hint: `release(3)` makes three permits, and two permits let in two threads. The cell is a count, not a flag: by how much does `release` raise it?

const permits = 0;
const waiters = 1;

/**
 * A counting semaphore over shared memory, zero at first: no permits. `release(3)` makes three.
 * A permit belongs to nobody: one thread may acquire it and another release it.
 */
export class Semaphore {
  /** Int32 cells that a semaphore needs. */
  static readonly length = 2;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  /** Permits that are free; never below zero. */
  get available(): number {
    return Atomics.load(this.cells, permits);
  }

  /** Sleeps until there is a permit, then takes it. */
  acquire(): void {
    while (!this.tryAcquire()) {
      Atomics.add(this.cells, waiters, 1);
      Atomics.wait(this.cells, permits, 0);
      Atomics.sub(this.cells, waiters, 1);
    }
  }

  /** Takes a permit if there is one. Returns whether it did. */
  tryAcquire(): boolean {
    for (;;) {
      const seen = this.available;
      if (seen === 0) return false;
      if (Atomics.compareExchange(this.cells, permits, seen, seen - 1) === seen) return true;
    }
  }

  /** Gives back `count` permits, or makes new ones, and wakes as many sleepers. */
  release(count = 1): void {
    Atomics.store(this.cells, permits, 1);
    if (Atomics.load(this.cells, waiters) > 0) Atomics.notify(this.cells, permits, count);
  }
}
