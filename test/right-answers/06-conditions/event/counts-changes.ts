// right: the cell counts changes, odd while set: a thread that slept is released even if `clear`
//   comes at once

import { Deadline } from "#lesson/04-queues/deadline.ts";

export class Event {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get isSet(): boolean {
    return isOdd(Atomics.load(this.cells, 0));
  }

  set(): void {
    Atomics.or(this.cells, 0, 1);
    Atomics.notify(this.cells, 0);
  }

  clear(): void {
    const seen = Atomics.load(this.cells, 0);
    if (isOdd(seen)) Atomics.compareExchange(this.cells, 0, seen, seen + 1);
  }

  wait(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    const seen = Atomics.load(this.cells, 0);
    if (isOdd(seen)) return true;
    while (Atomics.load(this.cells, 0) === seen) {
      if (Atomics.wait(this.cells, 0, seen, deadline.leftMs) === "timed-out") return false;
    }
    return true;
  }

  async waitAsync(timeoutMs?: number): Promise<boolean> {
    const deadline = new Deadline(timeoutMs);
    const seen = Atomics.load(this.cells, 0);
    if (isOdd(seen)) return true;
    while (Atomics.load(this.cells, 0) === seen) {
      const { value } = Atomics.waitAsync(this.cells, 0, seen, deadline.leftMs);
      if ((await value) === "timed-out") return false;
    }
    return true;
  }
}

function isOdd(count: number): boolean {
  return (count & 1) === 1;
}
