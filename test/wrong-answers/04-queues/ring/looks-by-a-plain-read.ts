// wrong: reads the count of the other thread without Atomics
// verdict: test-failed
// says: Thread 1 writes `ring[1]` by `Atomics.store` while thread 2 reads it
// hint: The other thread writes that count while you read it. Each of the two may read its own as
//   it likes, but the other's only by `Atomics.load`.

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
    if (count - (this.cells[read] ?? 0) === this.capacity) return false;
    this.cells[header + (count % this.capacity)] = value;
    Atomics.store(this.cells, written, count + 1);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === this.cells[written]) return undefined;
    const value = this.cells[header + (count % this.capacity)];
    Atomics.store(this.cells, read, count + 1);
    return value;
  }
}
