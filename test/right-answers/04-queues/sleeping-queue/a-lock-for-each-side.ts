// right: producers and consumers have a lock and a count each, because the ring is safe for one of either side

import { withLock } from "#lesson/02-locks/lock.ts";
import type { SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const producersLock = 0;
const consumersLock = Mutex.length;
/** Counts every put. Those who wait for an item sleep on it. */
const puts = 2 * Mutex.length;
/** Counts every get. Those who wait for room sleep on it. */
const gets = puts + 1;

export class SleepingQueue<Item> {
  static readonly length: number = 2 * Mutex.length + 2;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #producers: Mutex;
  readonly #consumers: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#producers = new Mutex(cells.subarray(producersLock, producersLock + Mutex.length));
    this.#consumers = new Mutex(cells.subarray(consumersLock, consumersLock + Mutex.length));
  }

  put(item: Item): void {
    this.#tryUntilDone(gets, () => withLock(this.#producers, () => this.ring.tryPut(item)));
    this.#count(puts);
  }

  get(): Item {
    const taken: Item[] = [];
    this.#tryUntilDone(puts, () => {
      const item = withLock(this.#consumers, () => this.ring.tryGet());
      if (item !== undefined) taken.push(item);
      return taken.length > 0;
    });
    this.#count(gets);
    return taken[0] as Item;
  }

  #tryUntilDone(count: number, attempt: () => boolean): void {
    for (;;) {
      const seen = Atomics.load(this.cells, count);
      if (attempt()) return;
      Atomics.wait(this.cells, count, seen);
    }
  }

  #count(change: number): void {
    Atomics.add(this.cells, change, 1);
    Atomics.notify(this.cells, change, 1);
  }
}
