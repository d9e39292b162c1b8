// Exercise `semaphore`: lets in as many threads as there are permits.

const permits = 0;

/**
 * A counting semaphore over shared memory, zero at first: no permits. `release(3)` makes three.
 * A permit belongs to no thread: one may acquire it and another release it.
 */
export class Semaphore {
  /** Int32 cells that a semaphore needs. Take more if you like. */
  static readonly length: number = 1;
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
    // TODO: sleep while there is none.
    this.tryAcquire();
  }

  /** Takes a permit if there is one. Returns whether it did. */
  tryAcquire(): boolean {
    const seen = this.available;
    if (seen === 0) return false;
    // TODO: take it only if no other thread was quicker.
    Atomics.store(this.cells, permits, seen - 1);
    return true;
  }

  /** Gives back `count` permits, or makes new ones, and wakes as many sleepers. */
  release(count = 1): void {
    Atomics.add(this.cells, permits, count);
    // TODO: wake as many threads as may come in.
  }
}
