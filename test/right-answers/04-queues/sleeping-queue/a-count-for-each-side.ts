// right: producers sleep on one count and consumers on another

import { withLock } from "#lesson/02-locks/lock.ts";
import type { SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const puts = 1;
const gets = 2;

export class SleepingQueue<Item> {
  static readonly length: number = 3;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #lock: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#lock = new Mutex(cells.subarray(0, Mutex.length));
  }

  put(item: Item): void {
    for (;;) {
      const seen = Atomics.load(this.cells, gets);
      const isIn = withLock(this.#lock, () => this.ring.tryPut(item));
      if (isIn) break;
      Atomics.wait(this.cells, gets, seen);
    }
    Atomics.add(this.cells, puts, 1);
    Atomics.notify(this.cells, puts, 1);
  }

  get(): Item {
    for (;;) {
      const seen = Atomics.load(this.cells, puts);
      const item = withLock(this.#lock, () => this.ring.tryGet());
      if (item !== undefined) {
        Atomics.add(this.cells, gets, 1);
        Atomics.notify(this.cells, gets, 1);
        return item;
      }
      Atomics.wait(this.cells, puts, seen);
    }
  }
}
