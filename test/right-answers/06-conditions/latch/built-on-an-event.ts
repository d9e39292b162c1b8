// right: the last one sets an event, and everybody waits for it

import { Event } from "#solution/06-conditions/event.ts";

/** Opens after `count` calls of `countDown`, and never closes again. */
export class Latch {
  /** Int32 cells that a latch needs, zero at first: nothing is done. */
  static readonly length = 1 + Event.length;
  readonly cells: Int32Array;
  readonly count: number;
  readonly #door: Event;

  /** @param count how many things must be done; the same in every thread */
  constructor(cells: Int32Array, count: number) {
    this.cells = cells;
    this.count = count;
    this.#door = new Event(cells.subarray(1));
  }

  /** How many things are left to do: 0 once the latch is open. */
  get remaining(): number {
    return Math.max(0, this.count - Atomics.load(this.cells, 0));
  }

  /** One thing is done. The last one opens the latch; after that, nothing changes. */
  countDown(): void {
    if (Atomics.add(this.cells, 0, 1) + 1 === this.count) this.#door.set();
  }

  /**
   * Sleeps until the latch is open; returns at once if it is.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  wait(timeoutMs?: number): boolean {
    return this.#door.wait(timeoutMs);
  }
}
