// right: counts that run on, and whose difference is right even when 32 bits are full

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
    return (Atomics.load(this.cells, written) - Atomics.load(this.cells, read)) | 0;
  }

  tryPut(value: number): boolean {
    const count = Atomics.load(this.cells, written);
    if (((count - Atomics.load(this.cells, read)) | 0) === this.capacity) return false;
    this.cells[header + ((count >>> 0) % this.capacity)] = value;
    Atomics.add(this.cells, written, 1);
    return true;
  }

  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + ((count >>> 0) % this.capacity)];
    Atomics.add(this.cells, read, 1);
    return value;
  }
}
