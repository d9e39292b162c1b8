// wrong: waits asynchronously, so that `lock` returns before it has the lock
// verdict: test-failed
// says: it calls `Atomics.waitAsync`
// hint: Nobody awaits `lock`: when it returns, the caller must have the lock. `Atomics.wait` puts the whole thread to
//       sleep until then.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";

const free = 0;
const taken = 1;

export class Mutex implements Lock {
  static readonly length: number = 1;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  async lock(): Promise<void> {
    while (!this.tryLock()) await Atomics.waitAsync(this.cells, 0, taken).value;
  }

  tryLock(): boolean {
    return Atomics.compareExchange(this.cells, 0, free, taken) === free;
  }

  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, free);
    if (before === free) throw new LockError("unlock: nobody has this mutex");
    Atomics.notify(this.cells, 0, 1);
  }
}
