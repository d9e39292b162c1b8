// Exercise `sleeping-queue`: `put` and `get` that sleep, for any number of threads.

import { withLock } from "#lesson/02-locks/lock.ts";
import type { SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

/** A cell that counts every put and every get, for threads to sleep on. */
const changes = Mutex.length;

/** A queue between threads, over a ring that is made for one producer and one consumer. */
export class SleepingQueue<Item> {
  /** Int32 cells that a queue needs besides those of its ring, zero at first. Take more if you like. */
  static readonly length: number = Mutex.length + 1;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #lock: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#lock = new Mutex(cells.subarray(0, Mutex.length));
  }

  /** Puts the item behind all others. Sleeps while there is no room. */
  put(item: Item): void {
    // TODO: `tryPut` returns false if the ring is full. Sleep, and try again.
    // TODO: two producers must not use the ring at the same time.
    this.ring.tryPut(item);
    // TODO: wake the threads that sleep in `get`.
  }

  /** Takes the oldest item. Sleeps while there is none. */
  get(): Item {
    // TODO: the same for `tryGet`, which returns `undefined` if the ring is empty.
    return this.ring.tryGet() as Item;
  }
}
