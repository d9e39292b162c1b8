// right: each place is a loop that takes works from an array until there are none

import { PoolClosedError } from "#lesson/07-pools/pool.ts";
import { Future } from "#solution/07-pools/future.ts";

export type Work<Result> = () => Promise<Result> | Result;

export class PromisePool implements AsyncDisposable {
  readonly size: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #loops = new Set<Promise<void>>();
  #busy = 0;
  #isClosed = false;

  constructor(size: number) {
    if (!(Number.isInteger(size) && size > 0)) throw new RangeError(`not a size: ${size}`);
    this.size = size;
  }

  submit<Result>(work: Work<Result>): Future<Result> {
    if (this.#isClosed) throw new PoolClosedError();
    const future = new Future<Result>();
    this.#waiting.push(async () => {
      if (!future.start()) return;
      await new Promise<Result>((resolve) => resolve(work())).then(
        (result) => future.fulfill(result),
        (error: unknown) => future.reject(error),
      );
    });
    if (this.#busy < this.size) this.#startLoop();
    return future;
  }

  map<Item, Result>(
    items: Iterable<Item>,
    work: (item: Item) => Promise<Result> | Result,
  ): AsyncGenerator<Result, void> {
    const futures = Array.from(items, (item) => this.submit(() => work(item)));
    return (async function* () {
      try {
        for (const future of futures) yield await future.result();
      } finally {
        for (const future of futures) future.cancel();
      }
    })();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#loops.size > 0) await Promise.race(this.#loops);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #startLoop(): void {
    const loop = this.#run();
    this.#loops.add(loop);
    void loop.then(() => this.#loops.delete(loop));
  }

  async #run(): Promise<void> {
    this.#busy++;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
    this.#busy--;
  }
}
