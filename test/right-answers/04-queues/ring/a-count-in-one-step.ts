// right: one count that both threads change by Atomics.add and Atomics.sub

import type { SharedRing } from "#lesson/04-queues/queue.ts";

const read = 0;
const written = 1;
/** How many numbers are in the ring. */
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
    const slot = this.cells[written] ?? 0;
    this.cells[header + slot] = value;
    this.cells[written] = (slot + 1) % this.capacity;
    Atomics.add(this.cells, count, 1);
    return true;
  }

  tryGet(): number | undefined {
    if (this.size === 0) return undefined;
    const slot = this.cells[read] ?? 0;
    const value = this.cells[header + slot];
    this.cells[read] = (slot + 1) % this.capacity;
    Atomics.sub(this.cells, count, 1);
    return value;
  }
}
