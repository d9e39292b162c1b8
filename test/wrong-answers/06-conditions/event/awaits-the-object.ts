// wrong: awaits what `Atomics.waitAsync` returns, and not its value
// verdict: test-failed
// says: waitAsync() before set(): expected 'nothing yet', got 'true'
// hint: `Atomics.waitAsync` returns an object, at once, and an `await` of it waits for nothing. Its `value` is the outcome, or a promise for one.

import { Deadline } from "#lesson/04-queues/deadline.ts";

const clear = 0;
const set = 1;

/** A start signal, a shutdown: set once, heard by everybody who waits and who comes later. */
export class Event {
  /** Int32 cells that an event needs, zero at first: the event is clear. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get isSet(): boolean {
    return Atomics.load(this.cells, 0) === set;
  }

  /** Sets the event and wakes everybody who waits for it. */
  set(): void {
    Atomics.store(this.cells, 0, set);
    Atomics.notify(this.cells, 0);
  }

  /** Takes the event back. Whoever has not seen it by now waits for the next `set`. */
  clear(): void {
    Atomics.store(this.cells, 0, clear);
  }

  /**
   * Sleeps until the event is set; returns at once if it is.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    // Again after each sleep: the `notify` of an earlier `set` may come late, after a `clear`.
    while (!this.isSet) {
      if (Atomics.wait(this.cells, 0, clear, deadline.leftMs) === "timed-out") return false;
    }
    return true;
  }

  /** Like `wait`, for a thread that must not block. It does not keep the program running. */
  async waitAsync(timeoutMs?: number): Promise<boolean> {
    const deadline = new Deadline(timeoutMs);
    if (this.isSet) return true;
    const sleep = await Atomics.waitAsync(this.cells, 0, clear, deadline.leftMs);
    return sleep.value !== "timed-out";
  }
}
