// right: a ticket lock whose waiters sleep: first come, first served

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const next = 0;
const serving = 1;

export class Mutex implements Lock {
  static readonly length = 2;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    const ticket = Atomics.add(this.cells, next, 1);
    for (;;) {
      const now = Atomics.load(this.cells, serving);
      if (now === ticket) return;
      Atomics.wait(this.cells, serving, now);
    }
  }

  tryLock(): boolean {
    const now = Atomics.load(this.cells, serving);
    return Atomics.compareExchange(this.cells, next, now, now + 1) === now;
  }

  unlock(): void {
    for (;;) {
      const now = Atomics.load(this.cells, serving);
      if (Atomics.load(this.cells, next) === now) throw new LockError("unlock: this lock is free");
      if (Atomics.compareExchange(this.cells, serving, now, now + 1) !== now) continue;
      Atomics.notify(this.cells, serving);
      return;
    }
  }
}
