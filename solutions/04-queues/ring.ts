// Exercise `ring`: numbers from one thread to one other, without a lock and without waiting.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

// Each slot tells whether it is full, so neither thread needs to know how far the other is. A processor's cache fetches
// whole lines of 64 bytes: with a number comes the news that it is there, and often the next slots as well.
const slotLength = 2;
const full = 1;
const free = 0;

// Where each thread goes on, known to it alone. 64 bytes apart, in two lines: else one thread's writing would slow down the other.
const nextPut = 0;
const nextGet = 16;
const header = 32;

/**
 * A ring for one producer and one consumer. All that it knows is in shared memory, which is zero at first. After John
 * Giacomoni, Tipp Moseley and Manish Vachharajani, "FastForward for Efficient Pipeline Parallelism" (2008).
 */
export class Ring implements SharedRing<number> {
  readonly cells: Int32Array;
  readonly capacity: number;

  /** @param cells as many as `lengthFor` says; the same in both threads */
  constructor(cells: Int32Array) {
    this.cells = cells;
    this.capacity = (cells.length - header) / slotLength;
  }

  /** Int32 cells that a ring for `capacity` numbers needs. */
  static lengthFor(capacity: number): number {
    return header + capacity * slotLength;
  }

  /** Looks at every slot: a count that both threads keep would cost each put and each get more. */
  get size(): number {
    let size = 0;
    for (let slot = header; slot < this.cells.length; slot += slotLength)
      size += Atomics.load(this.cells, slot);
    return size;
  }

  /** For the producer. Returns whether there was room. */
  tryPut(value: number): boolean {
    const slot = this.#slotOf(nextPut);
    if (Atomics.load(this.cells, slot) === full) return false;
    this.cells[slot + 1] = value;
    this.#moveOn(nextPut);
    // The consumer does not look at the number before this.
    Atomics.store(this.cells, slot, full);
    return true;
  }

  /** For the consumer. Returns `undefined` if there is nothing. */
  tryGet(): number | undefined {
    const slot = this.#slotOf(nextGet);
    if (Atomics.load(this.cells, slot) === free) return undefined;
    const value = this.cells[slot + 1];
    this.#moveOn(nextGet);
    // From here on the producer may write over the number.
    Atomics.store(this.cells, slot, free);
    return value;
  }

  #slotOf(next: number): number {
    return header + (this.cells[next] as number) * slotLength;
  }

  #moveOn(next: number): void {
    const after = (this.cells[next] as number) + 1;
    this.cells[next] = after === this.capacity ? 0 : after;
  }
}
