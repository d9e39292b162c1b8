// What a ring of the course can do, so that a blocking queue can be built over rings of numbers or of messages.

/** A first-in, first-out row of slots in shared memory that never waits. */
export interface SharedRing<Item> {
  /** How many items fit. */
  readonly capacity: number;
  /** How many items are in it: exact for whoever puts or gets, a guess for others. */
  readonly size: number;
  /** Puts the item behind all others. Returns false, and does nothing, if the ring is full. */
  tryPut(item: Item): boolean;
  /** Takes the oldest item; `undefined` if the ring is empty. */
  tryGet(): Item | undefined;
}
