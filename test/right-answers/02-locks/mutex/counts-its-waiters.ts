// right: counts the waiters in a second cell and notifies if there are any

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const state = 0;
const waiters = 1;

export class Mutex implements Lock {
  static readonly length = 2;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    if (this.tryLock()) return;
    Atomics.add(this.cells, waiters, 1);
    while (!this.tryLock()) Atomics.wait(this.cells, state, 1);
    Atomics.sub(this.cells, waiters, 1);
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, state, 0, 1) === 0;
  }

  unlock(): void {
    if (Atomics.exchange(this.cells, state, 0) === 0) throw new LockError("unlock: not locked");
    if (Atomics.load(this.cells, waiters) > 0) Atomics.notify(this.cells, state, 1);
  }
}
