// right: reads and adds to the count with the lock in hand

import { withLock } from "#lesson/02-locks/lock.ts";
import type { SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

export class SleepingQueue<Item> {
  static readonly length: number = 2;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #lock: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#lock = new Mutex(cells.subarray(0, 1));
  }

  put(item: Item): void {
    withLock(this.#lock, () => {
      while (!this.ring.tryPut(item)) this.#sleep();
      this.#change();
    });
  }

  get(): Item {
    return withLock(this.#lock, () => {
      let item = this.ring.tryGet();
      while (item === undefined) {
        this.#sleep();
        item = this.ring.tryGet();
      }
      this.#change();
      return item;
    });
  }

  #change(): void {
    Atomics.add(this.cells, 1, 1);
    Atomics.notify(this.cells, 1);
  }

  /** With the lock in hand, which it gives back meanwhile. */
  #sleep(): void {
    const seen = Atomics.load(this.cells, 1);
    this.#lock.unlock();
    Atomics.wait(this.cells, 1, seen);
    this.#lock.lock();
  }
}
