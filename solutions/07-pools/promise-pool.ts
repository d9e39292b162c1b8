// A pool for work that waits: no threads, a number of places on the event loop.

import { WaitingLine } from "#lesson/03-event-loop/waiting-line.ts";
import { inOrder } from "#lesson/07-pools/in-order.ts";
import { PoolClosedError } from "#lesson/07-pools/pool.ts";
import { Future } from "#solution/07-pools/future.ts";

/** What a pool of promises runs: closures, since nothing leaves this thread. */
export type Work<Result> = () => Promise<Result> | Result;

export class PromisePool implements AsyncDisposable {
  /** How many works are under way at once, at most. */
  readonly size: number;
  readonly #line = new WaitingLine<() => Promise<void>>();
  #underWay = 0;
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

  /** @throws RangeError if `size` is not a positive whole number */
  constructor(size: number) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`expected a positive whole number of places, got ${size}`);
    }
    this.size = size;
  }

  /**
   * Begins the work as soon as there is a place for it, at once if there is one.
   *
   * @returns its future, rejected with what the work throws or rejects with
   * @throws PoolClosedError after `close`
   */
  submit<Result>(work: Work<Result>): Future<Result> {
    if (this.#isClosed) throw new PoolClosedError();
    const future = new Future<Result>();
    this.#line.push(() => run(work, future));
    this.#beginNext();
    return future;
  }

  /**
   * Submits all before it returns. The results come in the order of the items; whoever leaves early
   * cancels what has not begun.
   */
  map<Item, Result>(
    items: Iterable<Item>,
    work: (item: Item) => Promise<Result> | Result,
  ): AsyncGenerator<Result, void> {
    return inOrder(Array.from(items, (item) => this.submit(() => work(item))));
  }

  /** Accepts no more work; resolves when all that was accepted is done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #beginNext(): void {
    while (this.#underWay < this.size) {
      const begin = this.#line.shift();
      if (!begin) break;
      this.#underWay++;
      void begin().then(() => {
        this.#underWay--;
        this.#beginNext();
      });
    }
    if (this.#underWay === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

/** Never rejects: whatever the work throws is the future's. */
async function run<Result>(work: Work<Result>, future: Future<Result>): Promise<void> {
  // Cancelled while it stood in line.
  if (!future.start()) return;
  try {
    future.fulfill(await work());
  } catch (error) {
    future.reject(error);
  }
}
