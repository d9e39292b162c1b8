// The three mutexes of Ulrich Drepper's "Futexes Are Tricky" (2011), for a cell that is zero at first.

// #region one
/** The cell counts those who want the lock. */
export const mutexOne = {
  lock(cell: Int32Array): void {
    for (;;) {
      const before = Atomics.add(cell, 0, 1);
      if (before === 0) return;
      Atomics.wait(cell, 0, before + 1);
    }
  },
  unlock(cell: Int32Array): void {
    Atomics.store(cell, 0, 0);
    Atomics.notify(cell, 0, 1);
  },
};
// #endregion

/** 0 free, 1 taken, 2 taken and a thread may sleep. */
export const mutexTwo = {
  lock(cell: Int32Array): void {
    let seen = Atomics.compareExchange(cell, 0, 0, 1);
    while (seen !== 0) {
      if (seen === 2 || Atomics.compareExchange(cell, 0, 1, 2) !== 0) Atomics.wait(cell, 0, 2);
      seen = Atomics.compareExchange(cell, 0, 0, 2);
    }
  },
  unlock(cell: Int32Array): void {
    if (Atomics.sub(cell, 0, 1) === 1) return;
    Atomics.store(cell, 0, 0);
    Atomics.notify(cell, 0, 1);
  },
};

/** The same values. A thread that waits writes a 2, which takes the lock or marks it. */
export const mutexThree = {
  lock(cell: Int32Array): void {
    let seen = Atomics.compareExchange(cell, 0, 0, 1);
    if (seen === 1) seen = Atomics.exchange(cell, 0, 2);
    while (seen !== 0) {
      Atomics.wait(cell, 0, 2);
      seen = Atomics.exchange(cell, 0, 2);
    }
  },
  unlock: mutexTwo.unlock,
};
