// A ring of messages, such as lines of text: the same idea as the exercise's, in slots of many bytes.

import type { SharedRing } from "#lesson/04-queues/queue.ts";

/** How an item becomes bytes in shared memory, and bytes an item again. */
export interface Codec<Item> {
  /** Writes the item at the start of the slot. Returns how many bytes that took. */
  write(item: Item, slot: Buffer): number;
  /** Reads `sizeBytes` from the start of the slot. What it returns must be a copy. */
  read(slot: Buffer, sizeBytes: number): Item;
}

/** Text in UTF-8. What does not fit into a slot is cut off after a whole character. */
export const textCodec: Codec<string> = {
  write: (text, slot) => slot.write(text, "utf8"),
  read: (slot, sizeBytes) => slot.toString("utf8", 0, sizeBytes),
};

const bytesPerCell = Int32Array.BYTES_PER_ELEMENT;
// Where each thread goes on, known to it alone; in two lines of the processor's cache.
const nextPut = 0;
const nextGet = 16;
const header = 32;
/** In the first cell of a slot; else it holds how many bytes of the message follow, and 1. */
const free = 0;

/** A ring for one producer and one consumer, over shared memory that is zero at first. */
export class MessageRing<Item> implements SharedRing<Item> {
  readonly cells: Int32Array;
  readonly capacity: number;
  readonly #codec: Codec<Item>;
  readonly #slotLength: number;
  /** Of each slot what comes after its first cell. */
  readonly #messages: Buffer[];

  /**
   * @param cells as many as `lengthFor` says
   * @param messageBytes how many bytes fit into a slot
   */
  constructor(cells: Int32Array, messageBytes: number, codec: Codec<Item>) {
    this.cells = cells;
    this.#codec = codec;
    this.#slotLength = slotLength(messageBytes);
    this.capacity = Math.floor((cells.length - header) / this.#slotLength);
    this.#messages = Array.from({ length: this.capacity }, (_, index) => {
      const start = cells.byteOffset + (this.#slotAt(index) + 1) * bytesPerCell;
      return Buffer.from(cells.buffer as ArrayBuffer, start, messageBytes);
    });
  }

  /** Int32 cells that a ring for `capacity` messages of at most `messageBytes` needs. */
  static lengthFor(capacity: number, messageBytes: number): number {
    return header + capacity * slotLength(messageBytes);
  }

  get size(): number {
    let size = 0;
    for (let index = 0; index < this.capacity; index++)
      if (Atomics.load(this.cells, this.#slotAt(index)) !== free) size++;
    return size;
  }

  /** For the producer. Returns whether there was room. */
  tryPut(item: Item): boolean {
    const index = this.cells[nextPut] as number;
    const slot = this.#slotAt(index);
    if (Atomics.load(this.cells, slot) !== free) return false;
    const sizeBytes = this.#codec.write(item, this.#messages[index] as Buffer);
    this.cells[nextPut] = this.#after(index);
    Atomics.store(this.cells, slot, sizeBytes + 1);
    return true;
  }

  /** For the consumer. Returns `undefined` if there is nothing. */
  tryGet(): Item | undefined {
    const index = this.cells[nextGet] as number;
    const slot = this.#slotAt(index);
    const filled = Atomics.load(this.cells, slot);
    if (filled === free) return undefined;
    const item = this.#codec.read(this.#messages[index] as Buffer, filled - 1);
    this.cells[nextGet] = this.#after(index);
    Atomics.store(this.cells, slot, free);
    return item;
  }

  #slotAt(index: number): number {
    return header + index * this.#slotLength;
  }

  #after(index: number): number {
    return index + 1 === this.capacity ? 0 : index + 1;
  }
}

function slotLength(messageBytes: number): number {
  return 1 + Math.ceil(messageBytes / bytesPerCell);
}
