// wrong: a plain increment of a shared cell
// verdict: test-failed
// says: returns no number twice” does not hold yet: Thread 1 writes `counter` while thread 2 reads it
// hint: `++` on a shared cell is a plain read and a plain write. Which of the `Atomics` does both in one step?

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
    this.cells[0] = (this.cells[0] ?? 0) + 1;
    return this.cells[0];
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
