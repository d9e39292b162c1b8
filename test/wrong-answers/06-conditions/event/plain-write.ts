// wrong: writes the cell without `Atomics`
// verdict: test-failed
// says: reads `event` by `Atomics.load` while thread 2 writes it: nothing orders the two
// hint: A plain write and an atomic read of one cell at the same time are a data race. Which
//   function of `Atomics` writes a cell?

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
    this.cells[0] = set;
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
