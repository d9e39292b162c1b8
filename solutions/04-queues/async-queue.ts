// Exercise `async-queue`: a bounded queue between the tasks of one event loop.

import { QueueClosedError } from "#lesson/04-queues/queue-closed-error.ts";

export interface WaitOptions {
  /** Gives up waiting when it is aborted. */
  signal?: AbortSignal;
}

/** Somebody who waits: what they put, if anything, and how to tell them. */
interface Waiting<Item> {
  item?: Item;
  resolve(item?: Item): void;
  reject(reason: unknown): void;
}

/** First in, first out, for those who wait too. An item must not be `undefined`. */
export class AsyncQueue<Item> implements AsyncIterable<Item> {
  readonly capacity: number;
  readonly #items: Item[] = [];
  // Insertion order is the order in which they came. One of the two is always empty.
  readonly #getters = new Set<Waiting<Item>>();
  readonly #putters = new Set<Waiting<Item> & { item: Item }>();
  #isClosed = false;

  /** @param capacity how many items fit; by default, as many as there is memory */
  constructor(capacity = Number.POSITIVE_INFINITY) {
    if (!(capacity >= 1)) throw new RangeError(`expected a capacity of 1 or more, got ${capacity}`);
    this.capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Puts the item in; waits while there is no room.
   *
   * @throws QueueClosedError if the queue is closed, or closes while it waits; the signal's reason
   */
  async put(item: Item, { signal }: WaitOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new QueueClosedError();
    const [getter] = this.#getters;
    if (getter) return getter.resolve(item);
    if (this.size < this.capacity) this.#items.push(item);
    else await this.#wait(this.#putters, { item }, signal);
  }

  /**
   * Takes the oldest item; waits while there is none.
   *
   * @returns `undefined` once the queue is closed and empty
   * @throws the signal's reason; then nothing was taken
   */
  async get({ signal }: WaitOptions = {}): Promise<Item | undefined> {
    signal?.throwIfAborted();
    const item = this.#items.shift();
    if (item === undefined) {
      return this.#isClosed ? undefined : this.#wait(this.#getters, {}, signal);
    }
    const [putter] = this.#putters;
    if (putter) {
      this.#items.push(putter.item);
      putter.resolve();
    }
    return item;
  }

  /** Nothing can be put in any more, not by those who wait either; what is in it can be taken. */
  close(): void {
    this.#isClosed = true;
    for (const getter of this.#getters) getter.resolve();
    for (const putter of this.#putters) putter.reject(new QueueClosedError());
  }

  /** Every item until the queue is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (let item = await this.get(); item !== undefined; item = await this.get()) yield item;
  }

  /** Lines up. Whoever is told or aborted leaves the line at once, so nobody is told twice. */
  #wait<Extra extends object>(
    line: Set<Waiting<Item> & Extra>,
    extra: Extra,
    signal: AbortSignal | undefined,
  ): Promise<Item | undefined> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        line.delete(waiting);
        signal?.removeEventListener("abort", abort);
      };
      const abort = (): void => waiting.reject(signal?.reason);
      const waiting = {
        ...extra,
        resolve: (item?: Item) => {
          leave();
          resolve(item);
        },
        reject: (reason: unknown) => {
          leave();
          reject(reason);
        },
      };
      line.add(waiting);
      signal?.addEventListener("abort", abort);
    });
  }
}
