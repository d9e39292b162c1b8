// right: counts that run on, and whose difference is right even when 32 bits are full; each side keeps its own slot
// The slot cannot be the count, modulo the capacity: 2 ** 32 is no multiple of 3, say, so that one slot would come twice.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

const read = 0;
const written = 1;
/** The next slot to read and to write; each is a cell of one thread alone. */
const readSlot = 2;
const writtenSlot = 3;
const header = 4;

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
    if (this.size === this.capacity) return false;
    this.cells[header + this.#moveOn(writtenSlot)] = value;
    Atomics.add(this.cells, written, 1);
    return true;
  }

  tryGet(): number | undefined {
    if (this.size === 0) return undefined;
    const value = this.cells[header + this.#moveOn(readSlot)];
    Atomics.add(this.cells, read, 1);
    return value;
  }

  /** The slot that `cell` is at; it is at the next one afterwards. */
  #moveOn(cell: number): number {
    const slot = this.cells[cell] ?? 0;
    this.cells[cell] = (slot + 1) % this.capacity;
    return slot;
  }
}
