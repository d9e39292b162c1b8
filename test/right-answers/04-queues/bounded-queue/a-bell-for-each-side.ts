// right: one lock, a counting bell for those who put, one for those who get, one for those who join

import { withLock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";
import { type BlockingQueue, QueueClosedError, type SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const closed = 1;
const unfinished = 2;
const filled = 3;
const emptied = 4;
const finished = 5;

const sleepOn = Atomics.wait;

export class BoundedQueue<Item> implements BlockingQueue<Item> {
  static readonly length: number = 6;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #lock: Mutex;

  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#lock = new Mutex(cells.subarray(0, Mutex.length));
  }

  get isClosed(): boolean {
    return Atomics.load(this.cells, closed) === 1;
  }

  put(item: Item, timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, emptied);
      if (this.tryPut(item)) return true;
      if (sleepOn(this.cells, emptied, seen, deadline.leftMs) === "timed-out") return false;
    }
  }

  tryPut(item: Item): boolean {
    return withLock(this.#lock, () => {
      if (this.isClosed) throw new QueueClosedError();
      if (!this.ring.tryPut(item)) return false;
      Atomics.add(this.cells, unfinished, 1);
      this.#ring(filled, 1);
      return true;
    });
  }

  get(timeoutMs?: number): Item | undefined {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, filled);
      const wasClosed = this.isClosed;
      const item = this.tryGet();
      if (item !== undefined || wasClosed) return item;
      if (sleepOn(this.cells, filled, seen, deadline.leftMs) === "timed-out") return undefined;
    }
  }

  tryGet(): Item | undefined {
    return withLock(this.#lock, () => {
      const item = this.ring.tryGet();
      if (item !== undefined) this.#ring(emptied, 1);
      return item;
    });
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  close(): void {
    withLock(this.#lock, () => {
      Atomics.store(this.cells, closed, 1);
      this.#ring(filled);
      this.#ring(emptied);
    });
  }

  taskDone(): void {
    withLock(this.#lock, () => {
      const before = Atomics.load(this.cells, unfinished);
      if (before === 0) throw new RangeError("there is no task left");
      Atomics.store(this.cells, unfinished, before - 1);
      if (before === 1) this.#ring(finished);
    });
  }

  join(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, finished);
      if (Atomics.load(this.cells, unfinished) === 0) return true;
      if (sleepOn(this.cells, finished, seen, deadline.leftMs) === "timed-out") return false;
    }
  }

  #ring(bell: number, count?: number): void {
    Atomics.add(this.cells, bell, 1);
    Atomics.notify(this.cells, bell, count);
  }
}
