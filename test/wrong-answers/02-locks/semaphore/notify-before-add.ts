// wrong: wakes the sleeper before there is a permit
// verdict: test-failed
// says: Thread 2 sleeps for ever: `pans` is 1
// why: and the last notify, in row
// hint: There is a permit and one sleeps. The one you wake looks at once: first the permit, then the wake-up.

const permits = 0;

/**
 * A counting semaphore over shared memory, zero at first: no permits. `release(3)` makes three.
 * A permit belongs to nobody: one thread may acquire it and another release it.
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
    Atomics.notify(this.cells, permits, count);
    Atomics.add(this.cells, permits, count);
  }
}
