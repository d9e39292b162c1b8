// right: arrays, and promises whose callbacks lie in them

import { QueueClosedError } from "#lesson/04-queues/queue.ts";

export interface WaitOptions {
  signal?: AbortSignal | undefined;
}

interface Call<Item> {
  item: Item | undefined;
  succeed(item?: Item): void;
  fail(reason: unknown): void;
}

export class AsyncQueue<Item> implements AsyncIterable<Item> {
  readonly capacity: number;
  isClosed = false;
  #items: Item[] = [];
  #hungry: Call<Item>[] = [];
  #full: Call<Item>[] = [];

  constructor(capacity = Number.POSITIVE_INFINITY) {
    if (!(capacity >= 1)) throw new RangeError("there must be room for one item at least");
    this.capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  put(item: Item, { signal }: WaitOptions = {}): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.isClosed) return reject(new QueueClosedError());
      const first = this.#hungry.shift();
      if (first) first.succeed(item);
      if (first) return resolve();
      if (this.#items.length < this.capacity) {
        this.#items.push(item);
        return resolve();
      }
      this.#full.push(
        this.#call(
          () => this.#full,
          item,
          () => resolve(),
          reject,
          signal,
        ),
      );
    });
  }

  get({ signal }: WaitOptions = {}): Promise<Item | undefined> {
    return new Promise<Item | undefined>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#items.length > 0) {
        resolve(this.#items.shift());
        const first = this.#full.shift();
        if (first) this.#items.push(first.item as Item);
        return first?.succeed();
      }
      if (this.isClosed) return resolve(undefined);
      this.#hungry.push(this.#call(() => this.#hungry, undefined, resolve, reject, signal));
    });
  }

  close(): void {
    this.isClosed = true;
    for (const call of this.#hungry.splice(0)) call.succeed();
    for (const call of this.#full.splice(0)) call.fail(new QueueClosedError());
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (;;) {
      const item = await this.get();
      if (item === undefined) return;
      yield item;
    }
  }

  #call(
    line: () => Call<Item>[],
    item: Item | undefined,
    resolve: (item?: Item) => void,
    reject: (reason: unknown) => void,
    signal: AbortSignal | undefined,
  ): Call<Item> {
    const onAbort = (): void => {
      line().splice(line().indexOf(call), 1);
      reject(signal?.reason);
    };
    const call = {
      item,
      succeed: (got?: Item) => {
        signal?.removeEventListener("abort", onAbort);
        resolve(got);
      },
      fail: (reason: unknown) => {
        signal?.removeEventListener("abort", onAbort);
        reject(reason);
      },
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    return call;
  }
}
