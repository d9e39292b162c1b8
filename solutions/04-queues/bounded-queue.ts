// Exercise `bounded-queue`: a queue between threads, where whoever is too fast sleeps.

import { withLock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";
import { QueueClosedError } from "#lesson/04-queues/queue-closed-error.ts";
import type { SharedRing } from "#lesson/04-queues/shared-ring.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const putLock = 0;
const getLock = 1;
const closed = 2;
/** Items put and not yet reported as done; guarded by the lock of those who put. */
const unfinished = 3;
/** Changes whenever the last unfinished item is done. */
const finished = 4;

/** A cell that changes when there is news, and one that counts who may sleep on it. */
interface Bell {
  news: number;
  sleepers: number;
}
const filled: Bell = { news: 5, sleepers: 6 };
const emptied: Bell = { news: 7, sleepers: 8 };

/**
 * A bounded queue for any number of threads, over a ring for one producer and one consumer: those
 * who put take turns by one lock, those who get by another.
 */
export class BoundedQueue<Item> {
  /** Int32 cells that a queue needs besides those of its ring, zero at first. */
  static readonly length: number = 9;
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

  /**
   * Puts the item in; sleeps while there is no room.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   * @throws QueueClosedError if the queue is closed, or closes while it sleeps
   */
  put(item: Item, timeoutMs?: number): boolean {
    if (this.tryPut(item)) return true;
    return this.#sleep(emptied, () => this.tryPut(item) || undefined, timeoutMs) ?? false;
  }

  /** Puts the item in if there is room now. Returns whether it did. Throws like `put`. */
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
    this.#tell(filled, 1);
    return true;
  }

  /**
   * Takes the oldest item; sleeps while there is none.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns `undefined` if the queue is closed and empty, or the time was over first
   */
  get(timeoutMs?: number): Item | undefined {
    return this.tryGet() ?? this.#sleep(filled, () => this.tryGet(), timeoutMs);
  }

  /** Takes the oldest item if there is one now. */
  tryGet(): Item | undefined {
    this.#getLock.lock();
    let item: Item | undefined;
    try {
      item = this.ring.tryGet();
    } finally {
      this.#getLock.unlock();
    }
    if (item !== undefined) this.#tell(emptied, 1);
    return item;
  }

  /** Every item until the queue is closed and empty; sleeps in between. */
  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  /** Nothing can be put in any more; what is in it can still be taken. Wakes all who sleep. */
  close(): void {
    withLock(this.#putLock, () => Atomics.store(this.cells, closed, 1));
    this.#tell(filled);
    this.#tell(emptied);
  }

  /** Says that one item that was taken has been worked through. Throws RangeError without one. */
  taskDone(): void {
    withLock(this.#putLock, () => {
      const left = (this.cells[unfinished] ?? 0) - 1;
      if (left < 0) throw new RangeError("taskDone: more often than items were put");
      this.cells[unfinished] = left;
      if (left > 0) return;
      Atomics.add(this.cells, finished, 1);
      Atomics.notify(this.cells, finished);
    });
  }

  /**
   * Sleeps until as many items have been reported by `taskDone` as were put.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  join(timeoutMs?: number): boolean {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, finished);
      if (withLock(this.#putLock, () => this.cells[unfinished] === 0)) return true;
      if (Atomics.wait(this.cells, finished, seen, deadline.leftMs) === "timed-out") return false;
    }
  }

  #sleep<Result>(bell: Bell, attempt: () => Result | undefined, timeoutMs?: number) {
    const deadline = new Deadline(timeoutMs);
    // Before the attempt: whoever changes the ring after it sees that somebody may sleep.
    Atomics.add(this.cells, bell.sleepers, 1);
    try {
      for (;;) {
        const seen = Atomics.load(this.cells, bell.news);
        // Before the attempt: an item may be put, and then the queue be closed, after it.
        const isClosed = this.isClosed;
        const result = attempt();
        if (result !== undefined || isClosed) return result;
        const outcome = Atomics.wait(this.cells, bell.news, seen, deadline.leftMs);
        if (outcome === "timed-out") return undefined;
      }
    } finally {
      Atomics.sub(this.cells, bell.sleepers, 1);
    }
  }

  #tell(bell: Bell, count?: number): void {
    if (Atomics.load(this.cells, bell.sleepers) === 0) return;
    Atomics.add(this.cells, bell.news, 1);
    Atomics.notify(this.cells, bell.news, count);
  }
}
