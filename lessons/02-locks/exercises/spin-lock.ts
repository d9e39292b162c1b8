// Exercise `spin-lock`: the smallest lock, whose waiters ask again and again.

import type { Lock } from "#lesson/02-locks/lock.ts";

/** A lock over one cell of shared memory, zero at first. Waiters spin: for a few instructions only. */
export class SpinLock implements Lock {
  /** Int32 cells that a spin lock needs. Take more if you like. */
  static readonly length: number = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lock(): void {
    // TODO: wait until the lock is free, and take it.
  }

  tryLock(): boolean {
    // TODO: look and take in one step.
    return true;
  }

  /** Throws LockError if the lock is free. If two threads unlock after one lock, one of them gets it. */
  unlock(): void {
    // TODO: look and give back in one step.
  }
}
