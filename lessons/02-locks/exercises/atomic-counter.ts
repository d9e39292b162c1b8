// Exercise `atomic-counter`: a counter that loses nothing, and one that stops at a limit.

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
    // TODO: read, add and write in one step.
    const next = this.value + 1;
    Atomics.store(this.cells, 0, next);
    return next;
  }

  /**
   * Adds one if the value is below `limit`; the value never passes it, not for a moment.
   *
   * @param limit a whole number
   * @returns whether it added one
   */
  incrementBelow(limit: number): boolean {
    if (this.value >= limit) return false;
    // TODO: add one only if the value is still the one that we have compared.
    this.increment();
    return true;
  }
}
