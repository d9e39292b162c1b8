// Exercise `bounded-queue`: the sleeping queue, with timeouts, `close`, `taskDone` and `join`.

import { withLock } from "#lesson/02-locks/lock.ts";
import { type BlockingQueue, QueueClosedError, type SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

/** A bounded queue for any number of threads. `queue.ts` says what each method promises. */
export class BoundedQueue<Item> implements BlockingQueue<Item> {
  /** Int32 cells that a queue needs besides the ring's, zero at first. Take more if you like. */
  static readonly length: number = Mutex.length + 3;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #lock: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#lock = new Mutex(cells.subarray(0, Mutex.length));
  }

  get isClosed(): boolean {
    return Atomics.load(this.cells, Mutex.length) === 1;
  }

  put(item: Item, timeoutMs?: number): boolean {
    // TODO: sleep as in `sleeping-queue`, but not longer than `timeoutMs` (`deadline.ts` helps).
    return this.tryPut(item);
  }

  tryPut(item: Item): boolean {
    // TODO: throw a QueueClosedError if it is closed. Wake the threads that sleep in `get`.
    return withLock(this.#lock, () => this.ring.tryPut(item));
  }

  get(timeoutMs?: number): Item | undefined {
    // TODO: sleep as `put` does, but not if the queue is closed.
    return this.tryGet();
  }

  tryGet(): Item | undefined {
    // TODO: wake the threads that sleep in `put`.
    return withLock(this.#lock, () => this.ring.tryGet());
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  close(): void {
    // TODO: wake all threads that sleep, because no room and no item will come.
    Atomics.store(this.cells, Mutex.length, 1);
  }

  // TODO: count the items that are not done, and let `join` sleep until there are none.
  taskDone(): void {}

  join(timeoutMs?: number): boolean {
    return true;
  }
}
