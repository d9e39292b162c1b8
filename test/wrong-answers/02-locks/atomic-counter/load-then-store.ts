// wrong: an atomic load and an atomic store with a gap between them
// verdict: test-failed
// says: loses no increment and returns no number twice” does not hold yet: At the end, the counter is 3, not 4
// hint: Each call is atomic, the two together are not: another thread fits between them. Which one call reads, adds and writes?

/** Counts over one cell of shared memory, zero at first. */
export class AtomicCounter {
  /** Int32 cells that a counter needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get value(): number {
    return Atomics.load(this.cells, 0);
  }

  /** Adds one. Returns the number that this call has reached; no other call returns the same. */
  increment(): number {
    const next = Atomics.load(this.cells, 0) + 1;
    Atomics.store(this.cells, 0, next);
    return next;
  }

  /**
   * Adds one if the value is below `limit`; the value never passes it, not for a moment.
   *
   * @returns whether it added one
   */
  incrementBelow(limit: number): boolean {
    for (;;) {
      const seen = this.value;
      if (seen >= limit) return false;
      // Somebody else was quicker if the value is no longer what we saw: look again.
      if (Atomics.compareExchange(this.cells, 0, seen, seen + 1) === seen) return true;
    }
  }
}
