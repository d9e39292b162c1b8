// wrong: moves the counts by plain writes
// verdict: test-failed
// says: Thread 1 writes `ring[1]` while thread 2 reads it by `Atomics.load`
// hint: The other thread reads your count while you write it, and what you wrote before is ordered
//   by nothing but that count: `Atomics.store`.

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
    this.cells[written] = count + 1;
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + (count % this.capacity)];
    this.cells[read] = count + 1;
    return value;
  }
}
