// right: one lock for everything, and one bell that counts every change

import { withLock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";
import { type BlockingQueue, QueueClosedError, type SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const closed = 1;
const unfinished = 2;
const changes = 3;

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
    return withLock(this.#lock, () => this.#cell(closed) === 1);
  }

  put(item: Item, timeoutMs?: number): boolean {
    return this.#until(() => this.tryPut(item) || undefined, timeoutMs) ?? false;
  }

  tryPut(item: Item): boolean {
    return withLock(this.#lock, () => {
      if (this.#cell(closed) === 1) throw new QueueClosedError();
      if (!this.ring.tryPut(item)) return false;
      this.cells[unfinished] = this.#cell(unfinished) + 1;
      this.#change();
      return true;
    });
  }

  get(timeoutMs?: number): Item | undefined {
    const look = () =>
      withLock(this.#lock, () => {
        const item = this.#take();
        return item !== undefined || this.#cell(closed) === 1 ? { item } : undefined;
      });
    return this.#until(look, timeoutMs)?.item;
  }

  tryGet(): Item | undefined {
    return withLock(this.#lock, () => this.#take());
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  close(): void {
    withLock(this.#lock, () => {
      this.cells[closed] = 1;
      this.#change();
    });
  }

  taskDone(): void {
    withLock(this.#lock, () => {
      if (this.#cell(unfinished) === 0) throw new RangeError("there is no task left");
      this.cells[unfinished] = this.#cell(unfinished) - 1;
      if (this.#cell(unfinished) === 0) this.#change();
    });
  }

  join(timeoutMs?: number): boolean {
    const look = () => withLock(this.#lock, () => this.#cell(unfinished) === 0 || undefined);
    return this.#until(look, timeoutMs) ?? false;
  }

  #cell(index: number): number {
    return this.cells[index] ?? 0;
  }

  #take(): Item | undefined {
    const item = this.ring.tryGet();
    if (item !== undefined) this.#change();
    return item;
  }

  #change(): void {
    Atomics.add(this.cells, changes, 1);
    Atomics.notify(this.cells, changes);
  }

  #until<Result>(look: () => Result | undefined, timeoutMs?: number): Result | undefined {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, changes);
      const result = look();
      if (result !== undefined) return result;
      if (Atomics.wait(this.cells, changes, seen, deadline.leftMs) === "timed-out")
        return undefined;
    }
  }
}
