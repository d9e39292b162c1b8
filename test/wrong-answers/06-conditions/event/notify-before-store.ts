// wrong: wakes everybody first and sets the event afterwards
// verdict: test-failed
// says: “never misses a `set`, whoever comes first” does not hold yet: Thread 1 sleeps for ever:
//   `event` is 1
// why: and the last notify, in row
// hint: A thread sleeps on an event that is set. The `notify` was over before the store, and it fell asleep between the two. Which step comes first?

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
    Atomics.notify(this.cells, 0);
    Atomics.store(this.cells, 0, set);
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
    while (!this.isSet) {
      if (Atomics.wait(this.cells, 0, clear, deadline.leftMs) === "timed-out") return false;
    }
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
