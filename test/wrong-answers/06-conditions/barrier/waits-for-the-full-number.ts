// wrong: looks whether all have arrived, in a cell that the last one empties
// verdict: test-failed
// says: Thread 1 sleeps for ever: `barrier` is 0
// hint: The last one sets the number back to 0 before the others have looked. What do they then
//   wait for? They need something that stays changed.

const arrived = 0;

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
    if (Atomics.add(this.cells, arrived, 1) + 1 === this.parties) {
      Atomics.store(this.cells, arrived, 0);
      Atomics.notify(this.cells, arrived);
      return true;
    }
    for (;;) {
      const here = Atomics.load(this.cells, arrived);
      if (here === this.parties) return false;
      Atomics.wait(this.cells, arrived, here);
    }
  }
}
