// right: keeps the functions of Atomics in names of its own, sleeps by the third mutex

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const { compareExchange, exchange, notify, wait } = Atomics;

export class Mutex implements Lock {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    let seen = compareExchange(this.cells, 0, 0, 1);
    if (seen === 1) seen = exchange(this.cells, 0, 2);
    while (seen !== 0) {
      wait(this.cells, 0, 2);
      seen = exchange(this.cells, 0, 2);
    }
  }

  tryLock(): boolean {
    return compareExchange(this.cells, 0, 0, 1) === 0;
  }

  unlock(): void {
    const before = exchange(this.cells, 0, 0);
    if (before === 0) throw new LockError("unlock: this mutex is free");
    if (before === 2) notify(this.cells, 0, 1);
  }
}
