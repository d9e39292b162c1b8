// wrong: gives the slot back before the value is out of it
// verdict: test-failed
// says: gives a slot back only when it is read” does not hold yet: Thread
// hint: The producer writes into the slot as soon as `read` has moved. What must you have done with
//   the slot by then?

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
    this.cells[header + (count % this.capacity)] = value;
    Atomics.store(this.cells, written, count + 1);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    Atomics.store(this.cells, read, count + 1);
    return this.cells[header + (count % this.capacity)];
  }
}
