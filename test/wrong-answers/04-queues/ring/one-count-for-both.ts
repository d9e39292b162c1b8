// wrong: both threads change one count by a load and a store
// verdict: test-failed
// says: At the end, the consumer took
// hint: Both threads change the same cell in two steps, and lose what the other did in between. Let
//   each cell have one writer, or change it in one step.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

const read = 0;
const written = 1;
const count = 2;
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
    return Atomics.load(this.cells, count);
  }

  tryPut(value: number): boolean {
    if (this.size === this.capacity) return false;
    const slot = Atomics.load(this.cells, written);
    Atomics.store(this.cells, header + slot, value);
    Atomics.store(this.cells, written, (slot + 1) % this.capacity);
    Atomics.store(this.cells, count, Atomics.load(this.cells, count) + 1);
    return true;
  }

  tryGet(): number | undefined {
    if (this.size === 0) return undefined;
    const slot = Atomics.load(this.cells, read);
    const value = Atomics.load(this.cells, header + slot);
    Atomics.store(this.cells, read, (slot + 1) % this.capacity);
    Atomics.store(this.cells, count, Atomics.load(this.cells, count) - 1);
    return value;
  }
}
