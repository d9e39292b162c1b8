// wrong: never says that it is full
// verdict: test-failed
// says: four tries to put into three slots: expected 'true, true, true, false', got 'true, true, true, true'
// hint: `tryPut` into a full ring writes over what nobody has taken yet. How do the two counts tell
//   that all slots are taken?

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
