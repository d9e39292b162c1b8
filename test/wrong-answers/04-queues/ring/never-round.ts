// wrong: runs off the end of its slots
// verdict: test-failed
// says: into a ring with room
// hint: After the last slot comes the first again: the slot is the count, modulo the capacity.

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
    if (count - Atomics.load(this.cells, read) === this.capacity) return false;
    if (count >= this.capacity) return false;
    this.cells[header + count] = value;
    Atomics.store(this.cells, written, count + 1);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + count];
    Atomics.store(this.cells, read, count + 1);
    return value;
  }
}
