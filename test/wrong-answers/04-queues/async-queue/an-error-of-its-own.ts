// wrong: rejects an aborted wait with an error of its own
// verdict: test-failed
// says: what became of Ada, who has left: expected 'Error: the guest has left', got 'Error
// hint: Whoever aborts says why: `signal.reason` is what the wait rejects with.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";

export interface WaitOptions {
  /** Whoever waits gives up when it is aborted. */
  signal?: AbortSignal | undefined;
}

/** First in, first out, for those who wait too. An item must not be `undefined`. */
export class AsyncQueue<Item> implements AsyncIterable<Item> {
  readonly capacity: number;
  readonly #items = new WaitingLine<Item>();
  readonly #getters = new WaitingLine<Getter<Item>>();
  readonly #putters = new WaitingLine<Putter<Item>>();
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

  /** Waits while there is no room. Rejects with QueueClosedError or the signal's reason. */
  async put(item: Item, { signal }: WaitOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new QueueClosedError();
    const getter = this.#getters.shift();
    if (getter) return getter.resolve(item);
    if (this.#items.length < this.capacity) {
      this.#items.push(item);
      return;
    }
    await wait<void, Item>(signal, (resolve, reject) => {
      const place = this.#putters.push({ item, resolve, reject });
      return () => this.#putters.remove(place);
    });
  }

  async get({ signal }: WaitOptions = {}): Promise<Item | undefined> {
    signal?.throwIfAborted();
    if (this.#items.length > 0) {
      const item = this.#items.shift();
      const putter = this.#putters.shift();
      if (putter) {
        this.#items.push(putter.item);
        putter.resolve();
      }
      return item;
    }
    if (this.#isClosed) return undefined;
    return wait<Item | undefined, Item>(signal, (resolve) => {
      const place = this.#getters.push({ resolve });
      return () => this.#getters.remove(place);
    });
  }

  close(): void {
    this.#isClosed = true;
    for (let g = this.#getters.shift(); g; g = this.#getters.shift()) g.resolve(undefined);
    for (let p = this.#putters.shift(); p; p = this.#putters.shift())
      p.reject(new QueueClosedError());
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (let item = await this.get(); item !== undefined; item = await this.get()) yield item;
  }
}

interface Getter<Item> {
  resolve: (item: Item | undefined) => void;
}
interface Putter<Item> {
  item: Item;
  resolve: () => void;
  reject: (error: Error) => void;
}

async function wait<Result, _Item>(
  signal: AbortSignal | undefined,
  join: (resolve: (result: Result) => void, reject: (error: Error) => void) => () => void,
): Promise<Result> {
  let onAbort = () => {};
  try {
    return await new Promise<Result>((resolve, reject) => {
      const leave = join(resolve, reject);
      onAbort = () => {
        leave();
        reject(new Error("aborted"));
      };
      signal?.addEventListener("abort", onAbort);
    });
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
