// Three locks that are wrong, each in its own way, for a scenario to break.

import type { Lock } from "#lesson/02-locks/lock.ts";

/** Looks in one step and takes in the next. */
export class LooksThenTakes implements Lock {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    while (!this.tryLock()) {}
  }

  tryLock(): boolean {
    if (Atomics.load(this.cells, 0) !== 0) return false;
    Atomics.store(this.cells, 0, 1);
    return true;
  }

  unlock(): void {
    Atomics.store(this.cells, 0, 0);
  }
}

/** Wakes a sleeper before the lock is free. */
export class WakesTooEarly implements Lock {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    while (!this.tryLock()) Atomics.wait(this.cells, 0, 1);
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, 0, 1) === 0;
  }

  unlock(): void {
    Atomics.notify(this.cells, 0, 1);
    Atomics.store(this.cells, 0, 0);
  }
}

/** Has three values, as it should, but a thread that has slept takes the lock as 1. */
export class WokenWritesOne implements Lock {
  static readonly length = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    if (this.tryLock()) return;
    while (Atomics.exchange(this.cells, 0, 2) !== 0) {
      Atomics.wait(this.cells, 0, 2);
      if (this.tryLock()) return;
    }
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, 0, 1) === 0;
  }

  unlock(): void {
    if (Atomics.exchange(this.cells, 0, 0) === 2) Atomics.notify(this.cells, 0, 1);
  }
}
