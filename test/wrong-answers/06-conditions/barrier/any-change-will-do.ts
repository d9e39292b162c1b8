// wrong: goes on at the first change of the number of those who have arrived
// verdict: test-failed
// says: “wakes everybody who waits, not one” does not hold yet: Thread 1 reads
// hint: The second of three arrives, the number changes, and the first is free to go. Which
//   change is the end of the round?

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
    if (here === this.parties) {
      Atomics.store(this.cells, arrived, 0);
      Atomics.add(this.cells, round, 1);
      Atomics.notify(this.cells, arrived);
      return true;
    }
    Atomics.wait(this.cells, arrived, here);
    return false;
  }
}
