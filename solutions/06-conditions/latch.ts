// Exercise `latch`: a door that opens once, after a number of things have been done.

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

  /** One thing is done. The last one opens the latch; after that, nothing changes. It is called less than 2 ** 31 times. */
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
    for (;;) {
      const done = Atomics.load(this.cells, 0);
      if (done >= this.count) return true;
      if (Atomics.wait(this.cells, 0, done, deadline.leftMs) === "timed-out") return false;
    }
  }
}
