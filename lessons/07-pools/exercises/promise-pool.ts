// Exercise `promise-pool`: a pool for work that waits, without any thread.

import { inOrder } from "#lesson/07-pools/in-order.ts";
import { Future } from "#solution/07-pools/future.ts";

/** What a pool of promises runs: closures, since nothing leaves this thread. */
export type Work<Result> = () => Promise<Result> | Result;

export class PromisePool implements AsyncDisposable {
  /** How many works are under way at once, at most. */
  readonly size: number;

  /** @throws RangeError if `size` is not a positive whole number */
  constructor(size: number) {
    this.size = size; // TODO: a pool of 0 or 1.5 places is a mistake.
  }

  /**
   * Begins the work as soon as there is a place for it, at once if there is one.
   *
   * @returns its future, rejected with what the work throws or rejects with
   * @throws PoolClosedError after `close`
   */
  submit<Result>(work: Work<Result>): Future<Result> {
    const future = new Future<Result>();
    future.start();
    // TODO: at most `size` at once; the others stand in line and can be cancelled meanwhile.
    // TODO: what if the work throws?
    void Promise.resolve(work()).then((result) => future.fulfill(result));
    return future;
  }

  /**
   * Submits all before it returns. The results come in the order of the items; whoever leaves early
   * cancels what has not begun.
   */
  map<Item, Result>(
    _items: Iterable<Item>,
    _work: (item: Item) => Promise<Result> | Result,
  ): AsyncGenerator<Result, void> {
    // TODO: submit all, and hand their futures to `inOrder`.
    return inOrder<Result>([]);
  }

  /** Accepts no more work; resolves when all that was accepted is done. */
  async close(): Promise<void> {} // TODO

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
