// right: one number that only grows; a round is over when it reaches the next multiple of
//   `parties`

/** A meeting point for `parties` threads, as often as they like. */
export class Barrier {
  /** Int32 cells that a barrier needs, zero at first. */
  static readonly length = 1;
  readonly cells: Int32Array;
  readonly parties: number;

  /** @param parties how many threads meet; the same in every thread */
  constructor(cells: Int32Array, parties: number) {
    this.cells = cells;
    this.parties = parties;
  }

  /**
   * Sleeps until `parties` threads have called it, then all go on. The barrier is ready for the
   * next round at once: a fast thread may come back before a slow one has left.
   *
   * @returns true in one thread of the round, the last to arrive; false in the others
   */
  wait(): boolean {
    const here = Atomics.add(this.cells, 0, 1) + 1;
    const full = Math.ceil(here / this.parties) * this.parties;
    if (here === full) {
      Atomics.notify(this.cells, 0);
      return true;
    }
    for (;;) {
      const seen = Atomics.load(this.cells, 0);
      if (seen >= full) return false;
      Atomics.wait(this.cells, 0, seen);
    }
  }
}
