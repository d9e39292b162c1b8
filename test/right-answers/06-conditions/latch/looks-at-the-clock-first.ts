// right: asks, before each look at the latch, whether the time has passed

const done = 0;

export class Latch {
  static readonly length = 1;
  readonly cells: Int32Array;
  readonly count: number;

  constructor(cells: Int32Array, count: number) {
    this.cells = cells;
    this.count = count;
  }

  get remaining(): number {
    return Math.max(0, this.count - Atomics.load(this.cells, done));
  }

  countDown(): void {
    if (Atomics.add(this.cells, done, 1) + 1 === this.count) Atomics.notify(this.cells, done);
  }

  wait(timeoutMs?: number): boolean {
    const endMs = timeoutMs === undefined ? undefined : performance.now() + timeoutMs;
    for (;;) {
      const leftMs = endMs === undefined ? undefined : endMs - performance.now();
      if (leftMs !== undefined && leftMs < 0) return false;
      const found = Atomics.load(this.cells, done);
      if (found >= this.count) return true;
      const outcome = Atomics.wait(this.cells, done, found, leftMs);
      if (outcome === "timed-out") return Atomics.load(this.cells, done) >= this.count;
    }
  }
}
