// Ann waits for a seat, Bo puts one, and Cy asks a moment later: who gets it?

import { AsyncQueue } from "#solution/04-queues/async-queue.ts";

// #region waking
class WakingQueue {
  readonly #items: string[] = [];
  readonly #waiting: (() => void)[] = [];

  put(item: string): void {
    this.#items.push(item);
    const wake = this.#waiting.shift();
    wake?.();
  }

  async get(): Promise<string | undefined> {
    if (this.#items.length === 0) {
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
    return this.#items.shift();
  }
}
// #endregion

for (const queue of [new WakingQueue(), new AsyncQueue<string>()]) {
  const { name } = queue.constructor;
  // #region story
  const ann = queue.get();
  void queue.put("seat A7");
  const cy = queue.get();
  console.log(`${name}: Ann gets ${await ann}`);
  void queue.put("seat B2");
  console.log(`${name}: Cy gets ${await cy}`);
  // #endregion
}
