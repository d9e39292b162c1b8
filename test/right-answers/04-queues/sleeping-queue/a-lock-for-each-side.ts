// right: producers and consumers have a lock and a count each, because the ring is safe for one of either side

import { withLock } from "#lesson/02-locks/lock.ts";
import type { SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const puts = 2;
const gets = 3;

export class SleepingQueue<Item> {
  static readonly length: number = 4;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #producers: Mutex;
  readonly #consumers: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#producers = new Mutex(cells.subarray(0));
    this.#consumers = new Mutex(cells.subarray(1));
  }

  put(item: Item): void {
    for (;;) {
      const seen = Atomics.load(this.cells, gets);
      const isIn = withLock(this.#producers, () => this.ring.tryPut(item));
      if (isIn) break;
      Atomics.wait(this.cells, gets, seen);
    }
    this.#count(puts);
  }

  get(): Item {
    for (;;) {
      const seen = Atomics.load(this.cells, puts);
      const item = withLock(this.#consumers, () => this.ring.tryGet());
      if (item !== undefined) {
        this.#count(gets);
        return item;
      }
      Atomics.wait(this.cells, puts, seen);
    }
  }

  #count(change: number): void {
    Atomics.add(this.cells, change, 1);
    Atomics.notify(this.cells, change, 1);
  }
}
