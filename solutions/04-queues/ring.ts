// Exercise `ring`: numbers from one thread to one other, without a lock and without waiting.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

/** Moved by the consumer alone. */
const read = 0;
/** Moved by the producer alone. */
const written = 1;
const header = 2;

/**
 * A ring for one producer and one consumer, over shared memory that is zero at first. After Leslie
 * Lamport, "Proving the Correctness of Multiprocess Programs" (1977).
 */
export class Ring implements SharedRing<number> {
  readonly cells: Int32Array;
  readonly capacity: number;

  /** @param cells as many as `lengthFor` says; the same in both threads */
  constructor(cells: Int32Array) {
    this.cells = cells;
    this.capacity = cells.length - header;
  }

  /** Int32 cells that a ring for `capacity` numbers needs. */
  static lengthFor(capacity: number): number {
    return header + capacity;
  }

  get size(): number {
    const before = Atomics.load(this.cells, read);
    // A third thread may see the two at different moments.
    return Math.min(this.#distance(before, Atomics.load(this.cells, written)), this.capacity);
  }

  /** For the producer. Returns whether there was room. */
  tryPut(value: number): boolean {
    const position = Atomics.load(this.cells, written);
    if (this.#distance(Atomics.load(this.cells, read), position) === this.capacity) return false;
    // The consumer does not look at this slot before `written` has passed it.
    this.cells[header + (position % this.capacity)] = value;
    Atomics.store(this.cells, written, this.#next(position));
    return true;
  }

  /** For the consumer. Returns `undefined` if there is nothing. */
  tryGet(): number | undefined {
    const position = Atomics.load(this.cells, read);
    if (position === Atomics.load(this.cells, written)) return undefined;
    const value = this.cells[header + (position % this.capacity)];
    // From here on the producer may write over the slot.
    Atomics.store(this.cells, read, this.#next(position));
    return value;
  }

  // Positions run twice around the slots, so that a full ring differs from an empty one. They
  // begin again at zero, so that they never leave 32 bits.
  #next(position: number): number {
    return position + 1 === 2 * this.capacity ? 0 : position + 1;
  }

  #distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + 2 * this.capacity;
  }
}
