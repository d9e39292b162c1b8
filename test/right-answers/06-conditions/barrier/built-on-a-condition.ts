// right: plain numbers under a lock, and a condition for the end of the round

import { Mutex } from "#solution/02-locks/mutex.ts";
import { Condition } from "#solution/06-conditions/condition.ts";

const arrived = 0;
const round = 1;

/** A meeting point for `parties` threads, as often as they like. */
export class Barrier {
  /** Int32 cells that a barrier needs, zero at first. */
  static readonly length = 2 + Mutex.length + Condition.length;
  readonly cells: Int32Array;
  readonly parties: number;
  readonly #lock: Mutex;
  readonly #over: Condition;

  /** @param parties how many threads meet; the same in every thread */
  constructor(cells: Int32Array, parties: number) {
    this.cells = cells;
    this.parties = parties;
    this.#lock = new Mutex(cells.subarray(2));
    this.#over = new Condition(cells.subarray(2 + Mutex.length), this.#lock);
  }

  /**
   * Sleeps until `parties` threads have called it, then all go on. The barrier is ready for the
   * next round at once: a fast thread may come back before a slow one has left.
   *
   * @returns true in one thread of the round, the last to arrive; false in the others
   */
  wait(): boolean {
    this.#lock.lock();
    try {
      const ours = this.cells[round];
      this.cells[arrived] = (this.cells[arrived] ?? 0) + 1;
      if (this.cells[arrived] < this.parties) {
        this.#over.waitUntil(() => this.cells[round] !== ours);
        return false;
      }
      this.cells[arrived] = 0;
      this.cells[round] = (this.cells[round] ?? 0) + 1;
      this.#over.notifyAll();
      return true;
    } finally {
      this.#lock.unlock();
    }
  }
}
