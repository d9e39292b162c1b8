// wrong: never forgets who has arrived: the next round finds the door open
// verdict: test-failed
// says: the round ended, a dish is missing
// hint: A thread went on in the wrong round. Look at what let it through: a number that nobody
//   set back, or the `notify` of an earlier round that came late. A thread that wakes must look
//   whether its own round is over.

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
    const here = Atomics.add(this.cells, arrived, 1) + 1;
    if (here >= this.parties) {
      Atomics.store(this.cells, round, 1);
      Atomics.notify(this.cells, round);
      return here % this.parties === 0;
    }
    while (Atomics.load(this.cells, round) === 0) Atomics.wait(this.cells, round, 0);
    return false;
  }
}
