// right: slot numbers, and one slot more than asked for that stays free

import type { SharedRing } from "#lesson/04-queues/queue.ts";

const read = 0;
const written = 1;
/** The two cells, and the slot that stays free. */
const header = 3;

export class Ring implements SharedRing<number> {
  readonly cells: Int32Array;
  readonly capacity: number;

  constructor(cells: Int32Array) {
    this.cells = cells;
    this.capacity = cells.length - header;
  }

  static lengthFor(capacity: number): number {
    return header + capacity;
  }

  get size(): number {
    const distance = Atomics.load(this.cells, written) - Atomics.load(this.cells, read);
    return distance < 0 ? distance + this.capacity + 1 : distance;
  }

  tryPut(value: number): boolean {
    const count = Atomics.load(this.cells, written);
    const next = this.#next(count);
    if (next === Atomics.load(this.cells, read)) return false;
    this.cells[2 + count] = value;
    Atomics.store(this.cells, written, next);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[2 + count];
    Atomics.store(this.cells, read, this.#next(count));
    return value;
  }

  #next(slot: number): number {
    return slot === this.capacity ? 0 : slot + 1;
  }
}
