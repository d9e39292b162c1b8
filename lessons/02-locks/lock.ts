// What every lock of the course can do, so that one can stand in for another.

/** Mutual exclusion: between `lock` and `unlock` there is one thread at a time. */
export interface Lock {
  /** Waits until the lock is free, then takes it. */
  lock(): void;
  /** Takes the lock if it is free. Returns whether it did. */
  tryLock(): boolean;
  /** Gives the lock back. Throws LockError if it is free. If two threads unlock after one lock, one of them gets it. */
  unlock(): void;
}

/** A lock's class: it makes the lock of `length` cells, zero at first. */
export interface LockClass {
  new (cells: Int32Array): Lock;
  readonly length: number;
}

/** A lock was used against its rules, such as an `unlock` without a `lock`. */
export class LockError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LockError";
  }
}

// #region with-lock
/** Runs `action` with the lock held, and gives the lock back however `action` ends. */
export function withLock<Result>(lock: Lock, action: () => Result): Result {
  lock.lock();
  try {
    return action();
  } finally {
    lock.unlock();
  }
}
// #endregion
