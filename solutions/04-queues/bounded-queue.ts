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
// Three bells: 1 says that somebody may sleep on the cell, or is about to.
const filled = 4;
const emptied = 5;
const finished = 6;

/**
 * A bounded queue for any number of threads, over a ring for one producer and one consumer: those
 * who put take turns by one lock, those who get by another.
 */
export class BoundedQueue<Item> {
  /** Int32 cells that a queue needs besides those of its ring, zero at first. */
  static readonly length: number = 7;
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
    this.#wake(filled);
    return true;
  }

  /**
   * Takes the oldest item; sleeps while there is none.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns `undefined` if the queue is closed and empty, or the time was over first
   */
  get(timeoutMs?: number): Item | undefined {
    const item = this.tryGet();
    return item !== undefined ? item : this.#sleep(filled, () => this.#getOrEnd(), timeoutMs)?.item;
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
    if (item !== undefined) this.#wake(emptied);
    return item;
  }

  #getOrEnd(): { item: Item | undefined } | undefined {
    // Looked at first: an item may be put, and then the queue be closed, while we look for items.
    const { isClosed } = this;
    const item = this.tryGet();
    return item !== undefined || isClosed ? { item } : undefined;
  }

  /** Every item until the queue is closed and empty; sleeps in between. */
  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  /** Nothing can be put in any more; what is in it can still be taken. Wakes all who sleep. */
  close(): void {
    withLock(this.#putLock, () => Atomics.store(this.cells, closed, 1));
    this.#wake(filled);
    this.#wake(emptied);
  }

  /** Says that one item that was taken has been worked through. Throws RangeError without one. */
  taskDone(): void {
    withLock(this.#putLock, () => {
      const left = (this.cells[unfinished] ?? 0) - 1;
      if (left < 0) throw new RangeError("taskDone: more often than items were put");
      this.cells[unfinished] = left;
      if (left === 0) this.#wake(finished);
    });
  }

  /**
   * Sleeps until as many items have been reported by `taskDone` as were put.
   *
   * @param timeoutMs how long to sleep at most; by default, without end
   * @returns false if the time was over first, true otherwise
   */
  join(timeoutMs?: number): boolean {
    const isFinished = () => withLock(this.#putLock, () => this.cells[unfinished] === 0);
    return this.#sleep(finished, () => isFinished() || undefined, timeoutMs) ?? false;
  }

  /** Sleeps until `attempt` returns something or the time is over. */
  #sleep<Result>(bell: number, attempt: () => Result | undefined, timeoutMs?: number) {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      // Before the attempt: whoever changes something after it finds the 1 and wakes us.
      Atomics.store(this.cells, bell, 1);
      const result = attempt();
      if (result !== undefined) {
        // Our 1 may have put others to sleep on what is left for them.
        this.#wake(bell);
        return result;
      }
      if (Atomics.wait(this.cells, bell, 1, deadline.leftMs) === "timed-out") return undefined;
    }
  }

  #wake(bell: number): void {
    if (Atomics.load(this.cells, bell) === 0) return;
    Atomics.store(this.cells, bell, 0);
    Atomics.notify(this.cells, bell);
  }
}
