// right: the limiter of lesson 03 decides who is next

import { inOrder } from "#lesson/07-pools/in-order.ts";
import { PoolClosedError } from "#lesson/07-pools/pool.ts";
import { type Limiter, limit } from "#solution/03-event-loop/limiter.ts";
import { Future } from "#solution/07-pools/future.ts";

export type Work<Result> = () => Promise<Result> | Result;

export class PromisePool implements AsyncDisposable {
  readonly size: number;
  readonly #limit: Limiter;
  readonly #unsettled = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(size: number) {
    this.size = size;
    this.#limit = limit(size);
  }

  submit<Result>(work: Work<Result>): Future<Result> {
    if (this.#isClosed) throw new PoolClosedError();
    const future = new Future<Result>();
    const settled = this.#limit(async () => {
      if (!future.start()) return;
      try {
        future.fulfill(await work());
      } catch (error) {
        future.reject(error);
      }
    });
    this.#unsettled.add(settled);
    void settled.then(() => this.#unsettled.delete(settled));
    return future;
  }

  map<Item, Result>(
    items: Iterable<Item>,
    work: (item: Item) => Promise<Result> | Result,
  ): AsyncGenerator<Result, void> {
    const futures = [...items].map((item) => this.submit(() => work(item)));
    return inOrder(futures);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#unsettled);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
