// wrong: adds first and takes it back if that was too much
// verdict: test-failed
// says: sells the last ticket once” does not hold yet: The invariant breaks: 2 of 1 tickets are sold
// hint: Until you take it back, everybody sees a value past the limit. Compare first, and write only if nothing has changed.

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
    if (this.increment() <= limit) return true;
    Atomics.sub(this.cells, 0, 1);
    return false;
  }
}
