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
    // TODO: the cell counts what is done. This must not fall below 0.
    return this.count;
  }

  /** One thing is done. The last one opens the latch; after that, nothing changes. It is called less than 2 ** 31 times. */
  countDown(): void {
    // TODO: count. Whose turn is it to wake the others?
  }

  /**
   * Sleeps until the latch is open; returns at once if it is.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    // TODO: while it is shut, sleep for `deadline.leftMs` on the number that you saw.
    return deadline.leftMs > 0;
  }
}
