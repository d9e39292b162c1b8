// wrong: sleeps on the number of things left, while the cell counts what is done
// verdict: test-failed
// says: Thread 1 sleeps for ever: `latch` is 2
// why: : the last notify of latch, in row
// hint: It fell asleep after the last notify. The cell counts what is done, and `Atomics.wait` compares it with its third argument: is that the number by which you saw that the latch is shut?

import { Deadline } from "#lesson/04-queues/deadline.ts";

/** Opens after `count` calls of `countDown`, and never closes again. */
export class Latch {
  /** Int32 cells that a latch needs, zero at first: nothing is done. */
  static readonly length = 1;
  readonly cells: Int32Array;
  readonly count: number;

  /** @param count how many things must be done; the same in every thread */
  constructor(cells: Int32Array, count: number) {
    this.cells = cells;
    this.count = count;
  }

  /** How many things are left to do: 0 once the latch is open. */
  get remaining(): number {
    return Math.max(0, this.count - Atomics.load(this.cells, 0));
  }

  /** One thing is done. The last one opens the latch; after that, nothing changes. */
  countDown(): void {
    const done = Atomics.add(this.cells, 0, 1) + 1;
    if (done === this.count) Atomics.notify(this.cells, 0);
  }

  /**
   * Sleeps until the latch is open; returns at once if it is.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    while (this.remaining > 0) {
      const outcome = Atomics.wait(this.cells, 0, this.remaining, deadline.leftMs);
      if (outcome === "timed-out") return false;
    }
    return true;
  }
}
