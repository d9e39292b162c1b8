// right: two counts that begin again after two rounds; each thread remembers where it last saw the other

import type { SharedRing } from "#lesson/04-queues/queue.ts";

// What the producer writes lies 64 bytes from what the consumer writes, in another line of the
// processor's cache. Each remembers where it last saw the other, and looks again only when it must.
const written = 0;
const knownRead = 1;
const read = 16;
const knownWritten = 17;
const header = 32;

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
    const before = Atomics.load(this.cells, read);
    // A third thread may see the two at different moments.
    return Math.min(this.#distance(before, Atomics.load(this.cells, written)), this.capacity);
  }

  tryPut(value: number): boolean {
    const position = this.cells[written] as number;
    if (this.#distance(this.cells[knownRead] as number, position) === this.capacity) {
      this.cells[knownRead] = Atomics.load(this.cells, read);
      if (this.#distance(this.cells[knownRead], position) === this.capacity) return false;
    }
    // The consumer does not look at this slot before `written` has passed it.
    this.cells[this.#slotAt(position)] = value;
    Atomics.store(this.cells, written, this.#next(position));
    return true;
  }

  tryGet(): number | undefined {
    const position = this.cells[read] as number;
    if (position === this.cells[knownWritten]) {
      this.cells[knownWritten] = Atomics.load(this.cells, written);
      if (position === this.cells[knownWritten]) return undefined;
    }
    const value = this.cells[this.#slotAt(position)];
    // From here on the producer may write over the slot.
    Atomics.store(this.cells, read, this.#next(position));
    return value;
  }

  // Positions run twice around the slots, so that a full ring differs from an empty one. They
  // begin again at zero, so that they never leave 32 bits.
  #next(position: number): number {
    return position + 1 === 2 * this.capacity ? 0 : position + 1;
  }

  #slotAt(position: number): number {
    return header + (position < this.capacity ? position : position - this.capacity);
  }

  #distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + 2 * this.capacity;
  }
}
