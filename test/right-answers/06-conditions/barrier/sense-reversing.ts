// right: the round is a single bit that turns over, and arrivals count down to zero

const arrived = 0;
const round = 1;

/** A meeting point for `parties` threads, as often as they like. */
export class Barrier {
  /** Int32 cells that a barrier needs, zero at first. */
  static readonly length = 2;
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
    const before = Atomics.load(this.cells, round);
    const missing = this.parties + Atomics.sub(this.cells, arrived, 1) - 1;
    if (missing > 0) {
      while (Atomics.load(this.cells, round) === before) Atomics.wait(this.cells, round, before);
      return false;
    }
    Atomics.store(this.cells, arrived, 0);
    Atomics.store(this.cells, round, 1 - before);
    Atomics.notify(this.cells, round);
    return true;
  }
}
