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
// What the producer writes lies 64 bytes from what the consumer writes, in another line of the
// processor's cache. Each remembers where it last saw the other, and looks again only when it must.
const written = 0;
const knownRead = 1;
const read = 16;
const knownWritten = 17;
const header = 32;

/** A ring for one producer and one consumer, over shared memory that is zero at first. */
export class MessageRing<Item> implements SharedRing<Item> {
  readonly cells: Int32Array;
  readonly capacity: number;
  readonly #codec: Codec<Item>;
  readonly #slots: Buffer[];
  readonly #sizes: Int32Array;

  /**
   * @param cells as many as `lengthFor` says
   * @param messageBytes how many bytes fit into a slot
   */
  constructor(cells: Int32Array, messageBytes: number, codec: Codec<Item>) {
    this.cells = cells;
    this.capacity = Math.floor((cells.length - header) / (1 + cellsFor(messageBytes)));
    this.#codec = codec;
    this.#sizes = cells.subarray(header, header + this.capacity);
    const start = cells.byteOffset + (header + this.capacity) * bytesPerCell;
    const slotBytes = cellsFor(messageBytes) * bytesPerCell;
    this.#slots = Array.from({ length: this.capacity }, (_, slot) =>
      Buffer.from(cells.buffer as ArrayBuffer, start + slot * slotBytes, messageBytes),
    );
  }

  /** Int32 cells that a ring for `capacity` messages of at most `messageBytes` needs. */
  static lengthFor(capacity: number, messageBytes: number): number {
    return header + capacity * (1 + cellsFor(messageBytes));
  }

  get size(): number {
    const before = Atomics.load(this.cells, read);
    return Math.min(this.#distance(before, Atomics.load(this.cells, written)), this.capacity);
  }

  /** For the producer. Returns whether there was room. */
  tryPut(item: Item): boolean {
    const position = this.cells[written] as number;
    if (this.#distance(this.cells[knownRead] as number, position) === this.capacity) {
      this.cells[knownRead] = Atomics.load(this.cells, read);
      if (this.#distance(this.cells[knownRead], position) === this.capacity) return false;
    }
    const slot = this.#slotAt(position);
    this.#sizes[slot] = this.#codec.write(item, this.#slots[slot] as Buffer);
    Atomics.store(this.cells, written, this.#next(position));
    return true;
  }

  /** For the consumer. Returns `undefined` if there is nothing. */
  tryGet(): Item | undefined {
    const position = this.cells[read] as number;
    if (position === this.cells[knownWritten]) {
      this.cells[knownWritten] = Atomics.load(this.cells, written);
      if (position === this.cells[knownWritten]) return undefined;
    }
    const slot = this.#slotAt(position);
    const item = this.#codec.read(this.#slots[slot] as Buffer, this.#sizes[slot] as number);
    Atomics.store(this.cells, read, this.#next(position));
    return item;
  }

  #next(position: number): number {
    return position + 1 === 2 * this.capacity ? 0 : position + 1;
  }

  #slotAt(position: number): number {
    return position < this.capacity ? position : position - this.capacity;
  }

  #distance(from: number, to: number): number {
    return to >= from ? to - from : to - from + 2 * this.capacity;
  }
}

function cellsFor(sizeBytes: number): number {
  return Math.ceil(sizeBytes / bytesPerCell);
}
