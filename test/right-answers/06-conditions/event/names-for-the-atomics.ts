// right: set notifies only if it changed the cell; the functions of Atomics are taken apart
// On a set event nobody is asleep who has not been notified by whoever set it, or will be.

import { Deadline } from "#lesson/04-queues/deadline.ts";

const { compareExchange, load, notify, wait, waitAsync } = Atomics;
const clear = 0;
const raised = 1;

export class Event {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get isSet(): boolean {
    return load(this.cells, 0) !== clear;
  }

  set(): void {
    if (compareExchange(this.cells, 0, clear, raised) === clear)
      notify(this.cells, 0, Number.POSITIVE_INFINITY);
  }

  clear(): void {
    compareExchange(this.cells, 0, raised, clear);
  }

  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const outcome = this.isSet ? "not-equal" : wait(this.cells, 0, clear, deadline.leftMs);
      if (outcome === "timed-out") return false;
      if (this.isSet) return true;
    }
  }

  async waitAsync(timeoutMs?: number): Promise<boolean> {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const sleep = waitAsync(this.cells, 0, clear, deadline.leftMs);
      // Equal: asleep, or the time is over. Not equal: set.
      const outcome = sleep.async ? await sleep.value : sleep.value;
      if (outcome === "not-equal" || this.isSet) return true;
      if (outcome === "timed-out") return false;
    }
  }
}
