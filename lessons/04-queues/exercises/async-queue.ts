// Exercise `async-queue`: a bounded queue between the tasks of one event loop.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";

export interface WaitOptions {
  /** Aborted when the caller gives up. */
  signal?: AbortSignal | undefined;
}

/** First in, first out, for the callers that wait too. An item must not be `undefined`. */
export class AsyncQueue<Item> implements AsyncIterable<Item> {
  readonly capacity: number;
  readonly #items = new WaitingLine<Item>();
  // TODO: a line of consumers that wait for an item, and one of producers that wait for room.
  #isClosed = false;

  /** @param capacity how many items fit, 1 or more; by default, as many as come */
  constructor(capacity = Number.POSITIVE_INFINITY) {
    if (!(capacity >= 1)) throw new RangeError(`expected a capacity of 1 or more, got ${capacity}`);
    this.capacity = capacity;
  }

  /** How many items are in it, without those of producers that wait for room. */
  get size(): number {
    return this.#items.length;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Waits while there is no room. Rejects with QueueClosedError or the signal's reason. */
  async put(item: Item, { signal }: WaitOptions = {}): Promise<void> {
    // TODO: wait for room, until the queue closes or the signal is aborted.
    // TODO: a consumer may wait for an item: hand it over.
    this.#items.push(item);
  }

  /** Waits while there is nothing; `undefined` once it is closed and empty. Rejects with the signal's reason. */
  async get({ signal }: WaitOptions = {}): Promise<Item | undefined> {
    // TODO: wait for an item, until the queue closes or the signal is aborted.
    // TODO: a producer may wait for room: let its item in.
    return this.#items.shift();
  }

  /** Nothing can be put in any more, not by producers that wait either. What is in it can be taken. */
  close(): void {
    // TODO: no producer and no consumer may wait any longer.
    this.#isClosed = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    // TODO: every item until the queue is closed and empty.
  }
}
