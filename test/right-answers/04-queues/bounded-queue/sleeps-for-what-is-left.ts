// right: sleeps for what is left of the timeout until that is 0, whatever Atomics.wait returned
import { withLock } from "#lesson/02-locks/lock.ts";
import { Deadline } from "#lesson/04-queues/deadline.ts";
import { type BlockingQueue, QueueClosedError, type SharedRing } from "#lesson/04-queues/queue.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const CLOSED = 1;
const CHANGES = 2;
const OPEN_TASKS = 3;

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
    return Atomics.load(this.cells, CLOSED) === 1;
  }

  #changed(): void {
    Atomics.add(this.cells, CHANGES, 1);
    Atomics.notify(this.cells, CHANGES);
  }

  /** Sleeps until `attempt` gives something else than undefined. */
  #until<R>(attempt: () => R | undefined, timeoutMs?: number): R | undefined {
    const deadline = new Deadline(timeoutMs);
    for (;;) {
      const seen = Atomics.load(this.cells, CHANGES);
      const got = attempt();
      if (got !== undefined) return got;
      const left = deadline.leftMs;
      if (left <= 0) return undefined;
      Atomics.wait(this.cells, CHANGES, seen, left);
    }
  }

  put(item: Item, timeoutMs?: number): boolean {
    return this.#until(() => this.tryPut(item) || undefined, timeoutMs) ?? false;
  }

  tryPut(item: Item): boolean {
    return withLock(this.#lock, () => {
      if (this.isClosed) throw new QueueClosedError();
      if (!this.ring.tryPut(item)) return false;
      Atomics.add(this.cells, OPEN_TASKS, 1);
      this.#changed();
      return true;
    });
  }

  get(timeoutMs?: number): Item | undefined {
    const end = Symbol("end");
    const got = this.#until<Item | typeof end>(
      () =>
        withLock(this.#lock, () => {
          const item = this.ring.tryGet();
          if (item !== undefined) this.#changed();
          else if (this.isClosed) return end;
          return item;
        }),
      timeoutMs,
    );
    return got === end ? undefined : (got as Item | undefined);
  }

  tryGet(): Item | undefined {
    return withLock(this.#lock, () => {
      const item = this.ring.tryGet();
      if (item !== undefined) this.#changed();
      return item;
    });
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    for (let item = this.get(); item !== undefined; item = this.get()) yield item;
  }

  close(): void {
    withLock(this.#lock, () => {
      Atomics.store(this.cells, CLOSED, 1);
      this.#changed();
    });
  }

  taskDone(): void {
    withLock(this.#lock, () => {
      const open = Atomics.load(this.cells, OPEN_TASKS);
      if (open === 0) throw new RangeError("every task has been done");
      Atomics.store(this.cells, OPEN_TASKS, open - 1);
      if (open === 1) this.#changed();
    });
  }

  join(timeoutMs?: number): boolean {
    return (
      this.#until(() => Atomics.load(this.cells, OPEN_TASKS) === 0 || undefined, timeoutMs) ?? false
    );
  }
}
