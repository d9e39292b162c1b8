// wrong: keeps slot numbers, which are equal for a full ring as for an empty one
// verdict: test-failed
// says: is not taken for empty when it is full” does not hold yet: tryGet of a full ring
// hint: If `read` and `written` are slot numbers, they are equal when the ring is empty, and equal
//   again when it is full. Let the counts run on, or keep a slot free.

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
    const distance = Atomics.load(this.cells, written) - Atomics.load(this.cells, read);
    return (distance + this.capacity) % this.capacity;
  }

  tryPut(value: number): boolean {
    const count = Atomics.load(this.cells, written);
    if (this.size === this.capacity) return false;
    this.cells[header + count] = value;
    Atomics.store(this.cells, written, (count + 1) % this.capacity);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + count];
    Atomics.store(this.cells, read, (count + 1) % this.capacity);
    return value;
  }
}
