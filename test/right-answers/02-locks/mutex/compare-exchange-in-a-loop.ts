// right: only compares and exchanges, in loops, where ours exchanges

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;
/** Taken, and a thread may be asleep. */
const contended = 2;

/**
 * A mutex over one cell of shared memory, zero at first. Waiters sleep, and none spins.
 * After Ulrich Drepper, "Futexes Are Tricky" (2011), the second mutex.
 */
export class Mutex implements Lock {
  /** Int32 cells that a mutex needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    // A thread that has slept takes the lock as contended, however many others come between.
    let takes = taken;
    for (;;) {
      const seen = Atomics.load(this.cells, 0);
      if (seen === free) {
        if (this.#change(free, takes)) return;
      } else if (seen === contended || this.#change(taken, contended)) {
        Atomics.wait(this.cells, 0, contended);
        takes = contended;
      }
    }
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    for (;;) {
      const before = Atomics.load(this.cells, 0);
      if (before === free) throw new LockError("unlock: this mutex is free");
      if (!this.#change(before, free)) continue;
      if (before === contended) Atomics.notify(this.cells, 0, 1);
      return;
    }
  }

  #change(from: number, to: number): boolean {
    return Atomics.compareExchange(this.cells, 0, from, to) === from;
  }
}
