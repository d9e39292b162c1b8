// Exercise `ring`: numbers from one thread to one other, without a lock and without waiting.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

/** How many numbers have been taken. Only the consumer writes it. */
const read = 0;
/** How many numbers have been put. Only the producer writes it. */
const written = 1;
/** The slots come after these cells. Take more cells if you like. */
const header = 2;

/** A ring for one producer and one consumer. All that it knows is in shared memory, which is zero at first. */
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

  /** How many numbers are in it: exact for the producer and the consumer, a guess for others. */
  get size(): number {
    // TODO: a count that only grows wraps round and is negative after 2 ** 31 - 1 numbers. The ring must go on there.
    return Atomics.load(this.cells, written) - Atomics.load(this.cells, read);
  }

  /** For the producer. Returns whether there was room. */
  tryPut(value: number): boolean {
    // TODO: return false if the ring is full.
    const count = Atomics.load(this.cells, written);
    // TODO: write the value into its slot, and only then let the consumer know.
    this.cells[written] = count + 1;
    this.cells[header + count] = value;
    return true;
  }

  /** For the consumer. Returns `undefined` if there is nothing. */
  tryGet(): number | undefined {
    const count = Atomics.load(this.cells, read);
    if (count === Atomics.load(this.cells, written)) return undefined;
    // TODO: take the value out of its slot, and only then give the slot back.
    this.cells[read] = count + 1;
    return this.cells[header + count];
  }
}
