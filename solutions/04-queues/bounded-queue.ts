// Exercise `bounded-queue`: a queue between threads, where whoever is too fast sleeps.

import { withLock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";
import { type BlockingQueue, QueueClosedError, type SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

// What those who put write, what those who get write and what is written seldom lie 64 bytes apart:
// each in a line of its own of the processor's cache, so that one side does not slow down the other.
const putLock = 0;
/** Items put and not yet reported as done; guarded by the lock of those who put. */
const unfinished = 1;
const getLock = 16;
const closed = 32;
// Three bells: 1 says that somebody may sleep on the cell, or is about to.
const filled = 33;
const emptied = 34;
const finished = 35;

/**
 * A bounded queue for any number of threads, over a ring for one producer and one consumer: those
 * who put take turns by one lock, those who get by another.
 */
export class BoundedQueue<Item> implements BlockingQueue<Item> {
  /** Int32 cells that a queue needs besides those of its ring, zero at first: whole lines, since its ring may come next. */
  static readonly length: number = 48;
  readonly cells: Int32Array;
  readonly ring: SharedRing<Item>;
  readonly #putLock: Mutex;
  readonly #getLock: Mutex;

  /** @param ring nobody else may put into it or get from it */
  constructor(cells: Int32Array, ring: SharedRing<Item>) {
    this.cells = cells;
    this.ring = ring;
    this.#putLock = new Mutex(cells.subarray(putLock, putLock + Mutex.length));
    this.#getLock = new Mutex(cells.subarray(getLock, getLock + Mutex.length));
  }

  get isClosed(): boolean {
    return Atomics.load(this.cells, closed) === 1;
  }

  put(item: Item, timeoutMs?: number): boolean {
    if (this.tryPut(item)) return true;
    return this.#sleep(emptied, () => this.tryPut(item) || undefined, timeoutMs) ?? false;
  }

  tryPut(item: Item): boolean {
    this.#putLock.lock();
    try {
      if (this.isClosed) throw new QueueClosedError();
      if (!this.ring.tryPut(item)) return false;
      // `taskDone` needs the lock too, so it cannot come before this.
      this.cells[unfinished] = (this.cells[unfinished] ?? 0) + 1;
    } finally {
      this.#putLock.unlock();
    }
    this.#wake(filled);
    return true;
  }

  get(timeoutMs?: number): Item | undefined {
    const item = this.tryGet();
    return item !== undefined ? item : this.#sleep(filled, () => this.#getOrEnd(), timeoutMs)?.item;
  }

  tryGet(): Item | undefined {
    this.#getLock.lock();
    let item: Item | undefined;
    try {
      item = this.ring.tryGet();
    } finally {
      this.#getLock.unlock();
    }
    if (item !== undefined) this.#wake(emptied);
    return item;
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  close(): void {
    withLock(this.#putLock, () => Atomics.store(this.cells, closed, 1));
    this.#wake(filled);
    this.#wake(emptied);
  }

  taskDone(): void {
    withLock(this.#putLock, () => {
      const left = (this.cells[unfinished] ?? 0) - 1;
      if (left < 0) throw new RangeError("taskDone: more often than items were put");
      this.cells[unfinished] = left;
      if (left === 0) this.#wake(finished);
    });
  }

  join(timeoutMs?: number): boolean {
    const isFinished = () => withLock(this.#putLock, () => this.cells[unfinished] === 0);
    return this.#sleep(finished, () => isFinished() || undefined, timeoutMs) ?? false;
  }

  #getOrEnd(): { item: Item | undefined } | undefined {
    // Looked at first: an item may be put, and then the queue be closed, while we look for items.
    const { isClosed } = this;
    const item = this.tryGet();
    return item !== undefined || isClosed ? { item } : undefined;
  }

  /** Sleeps until `attempt` returns something or the time is over. */
  #sleep<Result>(bell: number, attempt: () => Result | undefined, timeoutMs?: number) {
    const deadline = new Deadline(timeoutMs);
    try {
      for (;;) {
        // Before the attempt: whoever changes something after it finds the 1 and wakes us.
        Atomics.store(this.cells, bell, 1);
        const result = attempt();
        if (result !== undefined) return result;
        if (Atomics.wait(this.cells, bell, 1, deadline.leftMs) === "timed-out") return undefined;
      }
    } finally {
      // Our 1 may have put others to sleep on what is left for them.
      this.#wake(bell);
    }
  }

  #wake(bell: number): void {
    if (Atomics.load(this.cells, bell) === 0) return;
    Atomics.store(this.cells, bell, 0);
    Atomics.notify(this.cells, bell);
  }
}
