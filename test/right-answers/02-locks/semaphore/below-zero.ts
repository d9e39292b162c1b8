// right: counts those who wait below zero, and a release sets a grant aside for each of them that it serves

/** The free permits. Below zero, as many threads wait. */
const balance = 0;
/** Permits that are set aside for threads that wait. */
const grants = 1;

export class Semaphore {
  static readonly length = 2;
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get available(): number {
    return Math.max(0, Atomics.load(this.cells, balance));
  }

  acquire(): void {
    if (Atomics.sub(this.cells, balance, 1) > 0) return;
    for (;;) {
      const seen = Atomics.load(this.cells, grants);
      if (seen === 0) Atomics.wait(this.cells, grants, 0);
      else if (Atomics.compareExchange(this.cells, grants, seen, seen - 1) === seen) return;
    }
  }

  tryAcquire(): boolean {
    for (;;) {
      const seen = Atomics.load(this.cells, balance);
      if (seen <= 0) return false;
      if (Atomics.compareExchange(this.cells, balance, seen, seen - 1) === seen) return true;
    }
  }

  release(count = 1): void {
    const waiting = Math.max(0, -Atomics.add(this.cells, balance, count));
    const served = Math.min(count, waiting);
    if (served === 0) return;
    Atomics.add(this.cells, grants, served);
    Atomics.notify(this.cells, grants, served);
  }
}
