// Exercise `event`: a flag that threads can sleep on until it is raised.

import { Deadline } from "#lesson/04-queues/deadline.ts";

/** The cell is 0 while the event is clear. */
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
    // TODO: two steps, and their order matters.
  }

  /** Takes the event back. Whoever has not seen it by now waits for the next `set`. */
  clear(): void {
    // TODO: one step.
  }

  /**
   * Sleeps until the event is set; returns at once if it is.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    // TODO: sleep on the cell for `deadline.leftMs`. Is the event set whenever the sleep ends?
    return deadline.leftMs > 0;
  }

  /** Like `wait`, for a thread that must not block. It does not keep the program running. */
  async waitAsync(timeoutMs?: number): Promise<boolean> {
    const deadline = new Deadline(timeoutMs);
    // TODO: the same with `Atomics.waitAsync`: its `value` is an outcome, or a promise for one.
    return deadline.leftMs > 0;
  }
}
