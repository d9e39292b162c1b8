// right: one number that goes around, through two rounds; a round is over when the other begins

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
    const here = this.#arrive();
    if ((here + 1) % this.parties === 0) {
      Atomics.notify(this.cells, 0);
      return true;
    }
    for (;;) {
      const seen = Atomics.load(this.cells, 0);
      if (seen < this.parties !== here < this.parties) return false;
      Atomics.wait(this.cells, 0, seen);
    }
  }

  /** Returns how many had arrived before, in this round and the one that comes before or after it. */
  #arrive(): number {
    for (;;) {
      const here = Atomics.load(this.cells, 0);
      const next = (here + 1) % (2 * this.parties);
      if (Atomics.compareExchange(this.cells, 0, here, next) === here) return here;
    }
  }
}
