// What the rings and blocking queues of the lesson can do, so that one can be built on another.

/** A row of slots in shared memory, first in, first out, that never waits. */
export interface SharedRing<Item> {
  /** How many items fit. */
  readonly capacity: number;
  /** How many items are in it: exact for the producer and the consumer, a guess for others. */
  readonly size: number;
  /** Puts the item behind all others. Returns false, and does nothing, if the ring is full. */
  tryPut(item: Item): boolean;
  /** Takes the oldest item; `undefined` if the ring is empty. */
  tryGet(): Item | undefined;
}

/** A queue between threads, in which a thread that is too fast sleeps. Times are in milliseconds. */
export interface BlockingQueue<Item> extends Iterable<Item> {
  /** Whether its end has been announced. There may still be items in it. */
  readonly isClosed: boolean;
  /**
   * Puts the item in; sleeps while there is no room, by default without end.
   *
   * @returns false if the time was over first, true otherwise
   * @throws QueueClosedError if the queue is closed, or closes while it sleeps
   */
  put(item: Item, timeoutMs?: number): boolean;
  /** Puts the item in if there is room now. Returns whether it did. Throws QueueClosedError. */
  tryPut(item: Item): boolean;
  /**
   * Takes the oldest item; sleeps while there is none, by default without end.
   *
   * @returns `undefined` if the queue is closed and empty, or the time was over first
   */
  get(timeoutMs?: number): Item | undefined;
  /** Takes the oldest item if there is one now. */
  tryGet(): Item | undefined;
  /** Nothing can be put in any more, and what is in it can still be taken. Wakes all that sleep. */
  close(): void;
  /** Says that one item has been worked through. Throws RangeError if all have been. */
  taskDone(): void;
  /**
   * Sleeps until `taskDone` has been called for every item that was put.
   *
   * @returns false if the time was over first, true otherwise
   */
  join(timeoutMs?: number): boolean;
}

/** A producer put into a queue after its end had been announced. */
export class QueueClosedError extends Error {
  constructor() {
    super("the queue is closed: nothing can be put into it any more");
    this.name = "QueueClosedError";
  }
}
