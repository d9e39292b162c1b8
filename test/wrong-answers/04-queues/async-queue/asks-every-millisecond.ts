// wrong: looks every millisecond whether there is something
// verdict: test-failed
// says: what two cooks got of two orders: expected 'soup, toast', got 'nothing yet, nothing yet'
// hint: A timer is no queue: it asks too often or too late. Let whoever waits leave a callback in a
//   line, and let `put` call it.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";

export interface WaitOptions {
  /** Whoever waits gives up when it is aborted. */
  signal?: AbortSignal | undefined;
}

/** Somebody who waits in a line, with what they have brought. */
interface Waiting<Item> {
  item?: Item;
  resolve(item?: Item): void;
  reject(reason: unknown): void;
}

/** First in, first out, for those who wait too. An item must not be `undefined`. */
export class AsyncQueue<Item> implements AsyncIterable<Item> {
  readonly capacity: number;
  readonly #items = new WaitingLine<Item>();
  // Nobody waits for an item while there is one, or for room while there is some.
  readonly #getters = new WaitingLine<Waiting<Item>>();
  readonly #putters = new WaitingLine<Waiting<Item> & { item: Item }>();
  #isClosed = false;

  /** @param capacity how many items fit, 1 or more; by default, as many as come */
  constructor(capacity = Number.POSITIVE_INFINITY) {
    if (!(capacity >= 1)) throw new RangeError(`expected a capacity of 1 or more, got ${capacity}`);
    this.capacity = capacity;
  }

  /** How many items are in it; those of whoever waits for room are not. */
  get size(): number {
    return this.#items.length;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Puts the item in; waits while there is no room.
   *
   * @throws QueueClosedError if the queue is closed, or closes while it waits; the signal's reason.
   *   Then the item is not in the queue.
   */
  async put(item: Item, { signal }: WaitOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new QueueClosedError();
    // From hand to hand: were the item in the queue for a moment, a newcomer could take it.
    const getter = this.#getters.shift();
    if (getter) getter.resolve(item);
    else if (this.size < this.capacity) this.#items.push(item);
    else await wait(this.#putters, { item }, signal);
  }

  /**
   * Takes the oldest item; waits while there is none.
   *
   * @returns `undefined` once the queue is closed and empty
   * @throws the signal's reason; then nothing was taken
   */
  async get({ signal }: WaitOptions = {}): Promise<Item | undefined> {
    signal?.throwIfAborted();
    if (this.size === 0) {
      while (this.size === 0) {
        if (this.#isClosed) return undefined;
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal?.throwIfAborted();
      }
    }
    const item = this.#items.shift();
    const putter = this.#putters.shift();
    if (putter) {
      this.#items.push(putter.item);
      putter.resolve();
    }
    return item;
  }

  /** Nothing can be put in any more, not by those who wait either; what is in it can be taken. */
  close(): void {
    this.#isClosed = true;
    for (let one = this.#getters.shift(); one; one = this.#getters.shift()) one.resolve();
    for (let one = this.#putters.shift(); one; one = this.#putters.shift())
      one.reject(new QueueClosedError());
  }

  /** Every item until the queue is closed and empty. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (let item = await this.get(); item !== undefined; item = await this.get()) yield item;
  }
}

/** Waits in line until somebody takes this place out of it and settles it. */
function wait<Item, Brought extends object>(
  line: WaitingLine<Waiting<Item> & Brought>,
  brought: Brought,
  signal: AbortSignal | undefined,
): Promise<Item | undefined> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      line.remove(place);
      reject(signal?.reason);
    };
    const stay = (): void => signal?.removeEventListener("abort", leave);
    const place = line.push({
      ...brought,
      resolve: (item?: Item) => {
        stay();
        resolve(item);
      },
      reject: (reason: unknown) => {
        stay();
        reject(reason);
      },
    });
    signal?.addEventListener("abort", leave);
  });
}
