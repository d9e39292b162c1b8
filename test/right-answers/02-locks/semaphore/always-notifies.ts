// right: one cell is enough if every release notifies

const permits = 0;

/**
 * A counting semaphore over shared memory, zero at first: no permits. `release(3)` makes three.
 * A permit belongs to no thread: one may acquire it and another release it.
 */
export class Semaphore {
  /** Int32 cells that a semaphore needs. */
  static readonly length = 1;
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
    while (!this.tryAcquire()) Atomics.wait(this.cells, permits, 0);
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
    Atomics.notify(this.cells, permits, count);
  }
}
