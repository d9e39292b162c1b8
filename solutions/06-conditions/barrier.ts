// Exercise `barrier`: nobody begins the next round before everybody has ended this one.

const arrived = 0;
const round = 1;

/**
 * A meeting point for `parties` threads, round after round without end. A count that only grows wraps round and is
 * negative after 2 ** 31 - 1 arrivals: the barrier must go on there, too. All that it knows is in its cells, so
 * between two rounds another thread may come in the place of one.
 */
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
    // Before we arrive: as long as we are missing, the round cannot end.
    const ours = Atomics.load(this.cells, round);
    if (Atomics.add(this.cells, arrived, 1) + 1 === this.parties) {
      // Before the round ends: nobody of the next round has arrived yet.
      Atomics.store(this.cells, arrived, 0);
      Atomics.add(this.cells, round, 1);
      Atomics.notify(this.cells, round);
      return true;
    }
    // The `notify` of an earlier round may come late, so one sleep is not always enough.
    while (Atomics.load(this.cells, round) === ours) Atomics.wait(this.cells, round, ours);
    return false;
  }
}
