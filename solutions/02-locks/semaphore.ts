// Exercise `semaphore`: lets in as many threads as there are permits.

const permits = 0;
const waiters = 1;

/**
 * A counting semaphore over shared memory, zero at first: no permits. `release(3)` makes three.
 * A permit belongs to no thread: one may acquire it and another release it.
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
    Atomics.add(this.cells, permits, count);
    // A waiter counts itself before it looks at the permits, so one that we miss does not sleep.
    if (Atomics.load(this.cells, waiters) > 0) Atomics.notify(this.cells, permits, count);
  }
}
