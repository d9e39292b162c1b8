// wrong: asks again until there is room, in place of saying no
// verdict: endless-loop
// says: Your code was still running in “holds as many numbers as there are slots, and no more”
// hint: A ring never waits: if it is full, `tryPut` says so, and whoever called it decides what to
//   do.

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
    return Atomics.load(this.cells, written) - Atomics.load(this.cells, read);
  }

  tryPut(value: number): boolean {
    const count = Atomics.load(this.cells, written);
    while (this.size === this.capacity) {
      // The consumer will take something.
    }
    this.cells[header + (count % this.capacity)] = value;
    Atomics.store(this.cells, written, count + 1);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + (count % this.capacity)];
    Atomics.store(this.cells, read, count + 1);
    return value;
  }
}
