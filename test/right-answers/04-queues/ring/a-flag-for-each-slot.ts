// right: every slot says itself whether it is full, and each thread remembers where it is

import type { SharedRing } from "#lesson/04-queues/queue.ts";

/** Where the next number is taken; only the consumer's. */
const readSlot = 0;
/** Where the next number is put; only the producer's. */
const writtenSlot = 1;
const header = 2;

export class Ring implements SharedRing<number> {
  readonly cells: Int32Array;
  readonly capacity: number;

  constructor(cells: Int32Array) {
    this.cells = cells;
    this.capacity = (cells.length - header) / 2;
  }

  static lengthFor(capacity: number): number {
    return header + 2 * capacity;
  }

  get size(): number {
    let full = 0;
    for (let slot = 0; slot < this.capacity; slot++)
      full += Atomics.load(this.cells, header + slot);
    return full;
  }

  tryPut(value: number): boolean {
    const slot = this.cells[writtenSlot] ?? 0;
    if (Atomics.load(this.cells, header + slot) === 1) return false;
    this.cells[header + this.capacity + slot] = value;
    this.cells[writtenSlot] = (slot + 1) % this.capacity;
    Atomics.store(this.cells, header + slot, 1);
    return true;
  }

  tryGet(): number | undefined {
    const slot = this.cells[readSlot] ?? 0;
    if (Atomics.load(this.cells, header + slot) === 0) return undefined;
    const value = this.cells[header + this.capacity + slot];
    this.cells[readSlot] = (slot + 1) % this.capacity;
    Atomics.store(this.cells, header + slot, 0);
    return value;
  }
}
