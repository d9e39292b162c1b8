// wrong: keeps one slot free and forgets that the ring needs one more
// verdict: test-failed
// says: four tries to put into three slots: expected 'true, true, true, false', got 'true, true, false, false'
// hint: A ring that keeps one slot free holds one less than it has slots. Whoever asks for three
//   must get three: `lengthFor` may ask for more cells.

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
    const next = (count + 1) % this.capacity;
    if (next === Atomics.load(this.cells, read)) return false;
    this.cells[header + count] = value;
    Atomics.store(this.cells, written, next);
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
