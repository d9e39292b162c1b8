// right: one bell for both sides, counted and rung without the lock; it wakes all

import { withLock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";
import { type BlockingQueue, QueueClosedError, type SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const changes = 2;
const unfinished = 3;

export class BoundedQueue<Item> implements BlockingQueue<Item> {
  static readonly length: number = 4;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #lock: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#lock = new Mutex(cells.subarray(0, Mutex.length));
  }

  get isClosed(): boolean {
    return Atomics.load(this.cells, 1) === 1;
  }

  #wake(): void {
    Atomics.add(this.cells, changes, 1);
    Atomics.notify(this.cells, changes);
  }

  put(item: Item, timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, changes);
      if (this.tryPut(item)) return true;
      if (Atomics.wait(this.cells, changes, seen, deadline.leftMs) === "timed-out") return false;
    }
  }

  tryPut(item: Item): boolean {
    const done = withLock(this.#lock, () => {
      if (this.isClosed) throw new QueueClosedError();
      const isIn = this.ring.tryPut(item);
      if (isIn) Atomics.add(this.cells, unfinished, 1);
      return isIn;
    });
    if (done) this.#wake();
    return done;
  }

  get(timeoutMs?: number): Item | undefined {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, changes);
      const closed = this.isClosed;
      const item = this.tryGet();
      if (item !== undefined || closed) return item;
      if (Atomics.wait(this.cells, changes, seen, deadline.leftMs) === "timed-out")
        return undefined;
    }
  }

  tryGet(): Item | undefined {
    const item = withLock(this.#lock, () => this.ring.tryGet());
    if (item !== undefined) this.#wake();
    return item;
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  close(): void {
    Atomics.store(this.cells, 1, 1);
    this.#wake();
  }

  taskDone(): void {
    for (;;) {
      const left = Atomics.load(this.cells, unfinished);
      if (left === 0) throw new RangeError("all done already");
      if (Atomics.compareExchange(this.cells, unfinished, left, left - 1) !== left) continue;
      if (left === 1) Atomics.notify(this.cells, unfinished);
      return;
    }
  }

  join(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const left = Atomics.load(this.cells, unfinished);
      if (left === 0) return true;
      if (Atomics.wait(this.cells, unfinished, left, deadline.leftMs) === "timed-out") return false;
    }
  }
}
