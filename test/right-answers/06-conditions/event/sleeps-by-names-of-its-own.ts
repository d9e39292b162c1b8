// right: keeps the functions of Atomics under names of its own, and lets the clock alone say when the time is over

import { Deadline } from "#lesson/04-queues/deadline.ts";

const { wait: sleepOn, waitAsync: sleepAsyncOn } = Atomics;

export class Event {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get isSet(): boolean {
    return Atomics.load(this.cells, 0) === 1;
  }

  set(): void {
    Atomics.store(this.cells, 0, 1);
    Atomics.notify(this.cells, 0);
  }

  clear(): void {
    Atomics.store(this.cells, 0, 0);
  }

  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    while (!this.isSet) {
      const { leftMs } = deadline;
      if (leftMs === 0) return false;
      sleepOn(this.cells, 0, 0, leftMs);
    }
    return true;
  }

  async waitAsync(timeoutMs?: number): Promise<boolean> {
    const deadline = new Deadline(timeoutMs);
    while (!this.isSet) {
      const { leftMs } = deadline;
      if (leftMs === 0) return false;
      await sleepAsyncOn(this.cells, 0, 0, leftMs).value;
    }
    return true;
  }
}
