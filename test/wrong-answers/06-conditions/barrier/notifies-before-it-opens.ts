// wrong: wakes the others before the round has ended
// verdict: test-failed
// says: Thread 1 sleeps for ever: `barrier[1]` is 1
// why: and the last notify, in row
// hint: The round is over, and the thread sleeps on: the notify came before the number of the round had changed. Which step comes first?

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
    const ours = Atomics.load(this.cells, round);
    if (Atomics.add(this.cells, arrived, 1) + 1 === this.parties) {
      Atomics.store(this.cells, arrived, 0);
      Atomics.notify(this.cells, round);
      Atomics.add(this.cells, round, 1);
      return true;
    }
    while (Atomics.load(this.cells, round) === ours) Atomics.wait(this.cells, round, ours);
    return false;
  }
}
