// right: readers wait while a writer waits, so that a stream of readers cannot starve it

import { LockError } from "#lesson/02-locks/lock.ts";

const state = 0;
const waitingWriters = 1;

export class ReadersWriterLock {
  static readonly length = 2;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  lockRead(): void {
    for (;;) {
      const writers = Atomics.load(this.cells, waitingWriters);
      if (writers > 0) {
        Atomics.wait(this.cells, waitingWriters, writers);
        continue;
      }
      const seen = Atomics.load(this.cells, state);
      if (seen < 0) Atomics.wait(this.cells, state, seen);
      else if (Atomics.compareExchange(this.cells, state, seen, seen + 1) === seen) return;
    }
  }

  unlockRead(): void {
    this.#leave((seen) => seen > 0, -1, "no thread reads");
  }

  lockWrite(): void {
    Atomics.add(this.cells, waitingWriters, 1);
    for (;;) {
      const seen = Atomics.compareExchange(this.cells, state, 0, -1);
      if (seen === 0) break;
      Atomics.wait(this.cells, state, seen);
    }
    Atomics.sub(this.cells, waitingWriters, 1);
    Atomics.notify(this.cells, waitingWriters);
  }

  unlockWrite(): void {
    this.#leave((seen) => seen < 0, 1, "no thread writes");
  }

  #leave(isInside: (seen: number) => boolean, change: number, complaint: string): void {
    for (;;) {
      const seen = Atomics.load(this.cells, state);
      if (!isInside(seen)) throw new LockError(complaint);
      if (Atomics.compareExchange(this.cells, state, seen, seen + change) !== seen) continue;
      if (seen + change === 0) Atomics.notify(this.cells, state);
      return;
    }
  }
}
