// right: two values are enough if every unlock notifies

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;

/**
 * A mutex over one cell of shared memory, zero at first. Waiters sleep, and none spins.
 * Its cell is free or taken and nothing else, so each `unlock` notifies.
 */
export class Mutex implements Lock {
  /** Int32 cells that a mutex needs. */
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    while (!this.tryLock()) Atomics.wait(this.cells, 0, taken);
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: this mutex is free");
    Atomics.notify(this.cells, 0, 1);
  }
}
