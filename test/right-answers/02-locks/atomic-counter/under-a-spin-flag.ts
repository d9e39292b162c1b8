// right: guards a plain counter by a flag in a second cell

/** Counts over two cells of shared memory, zero at first: the count and a flag. */
export class AtomicCounter {
  static readonly length = 2;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get value(): number {
    return Atomics.load(this.cells, 0);
  }

  increment(): number {
    return this.#addBelow(Number.POSITIVE_INFINITY) ?? 0;
  }

  incrementBelow(limit: number): boolean {
    return this.#addBelow(limit) !== undefined;
  }

  #addBelow(limit: number): number | undefined {
    while (Atomics.exchange(this.cells, 1, 1) !== 0) {
      // Another thread is at it.
    }
    const seen = Atomics.load(this.cells, 0);
    const next = seen < limit ? seen + 1 : undefined;
    if (next !== undefined) Atomics.store(this.cells, 0, next);
    Atomics.store(this.cells, 1, 0);
    return next;
  }
}
