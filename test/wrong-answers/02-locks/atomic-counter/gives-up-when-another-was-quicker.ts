// wrong: tries once; whoever was slower is told that all is sold out
// verdict: test-failed
// says: turns nobody away while there are tickets
// hint: A failed `compareExchange` says that the value has changed, not that the limit is reached. Look again.

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
    return Atomics.add(this.cells, 0, 1) + 1;
  }

  /**
   * Adds one if the value is below `limit`; the value never passes it, not for a moment.
   *
   * @returns whether it added one
   */
  incrementBelow(limit: number): boolean {
    const seen = this.value;
    if (seen >= limit) return false;
    return Atomics.compareExchange(this.cells, 0, seen, seen + 1) === seen;
  }
}
