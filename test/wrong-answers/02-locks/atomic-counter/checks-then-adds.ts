// wrong: compares with the limit, then adds: two buyers pass for one ticket
// verdict: test-failed
// says: sells the last ticket once” does not hold yet: The invariant breaks: 2 of 1 tickets are sold
// hint: For a moment the value is past the limit. It may change between a comparison and an add; `Atomics.compareExchange` writes only if it has not.

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
    if (this.value >= limit) return false;
    this.increment();
    return true;
  }
}
