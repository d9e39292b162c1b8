// right: two counts that begin again after two rounds, so that a full ring differs from an empty one

import type { SharedRing } from "#lesson/04-queues/queue.ts";

const read = 0;
const written = 1;
const header = 2;

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
    return this.#distance(Atomics.load(this.cells, read), Atomics.load(this.cells, written));
  }

  tryPut(value: number): boolean {
    const count = Atomics.load(this.cells, written);
    if (this.#distance(Atomics.load(this.cells, read), count) === this.capacity) return false;
    this.cells[header + (count % this.capacity)] = value;
    Atomics.store(this.cells, written, this.#next(count));
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + (count % this.capacity)];
    Atomics.store(this.cells, read, this.#next(count));
    return value;
  }

  #next(count: number): number {
    return (count + 1) % (2 * this.capacity);
  }

  #distance(from: number, to: number): number {
    return (to - from + 2 * this.capacity) % (2 * this.capacity);
  }
}
