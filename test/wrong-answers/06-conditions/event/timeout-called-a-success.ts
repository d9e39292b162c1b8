// wrong: returns true however the sleep ended
// verdict: test-failed
// says: wait(1) on an event that nobody sets: expected false, got true
// hint: `Atomics.wait` returns how the sleep ended: `"ok"`, `"not-equal"` or `"timed-out"`.

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
    while (!this.isSet && deadline.leftMs > 0) Atomics.wait(this.cells, 0, clear, deadline.leftMs);
    return true;
  }

  /** Like `wait`, for a thread that must not block. It does not keep the program running. */
  async waitAsync(timeoutMs?: number): Promise<boolean> {
    const deadline = new Deadline(timeoutMs);
    while (!this.isSet) {
      const sleep = Atomics.waitAsync(this.cells, 0, clear, deadline.leftMs);
      if ((await sleep.value) === "timed-out") return false;
    }
    return true;
  }
}
