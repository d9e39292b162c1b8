// A structure and its specification, to be got right and wrong.

import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

/** A counter of permits in one cell. */
export abstract class Permits {
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get free(): number {
    return Atomics.load(this.cells, 0);
  }

  take(): void {
    while (!this.tryTake()) Atomics.wait(this.cells, 0, 0);
  }

  tryTake(): boolean {
    for (;;) {
      const seen = this.free;
      if (seen === 0) return false;
      if (Atomics.compareExchange(this.cells, 0, seen, seen - 1) === seen) return true;
    }
  }

  give(): void {
    Atomics.add(this.cells, 0, 1);
    Atomics.notify(this.cells, 0, 1);
  }
}

export function specify(
  type: new (cells: Int32Array) => Permits,
  shapes: number[][] = [[1], [2], [1, 1], [2, 1]],
) {
  return defineSpecification<{ free: number }, Permits>({
    name: "counter of permits",
    starts: [0, 1].map((free) => ({
      name: `${free} free`,
      state: { free },
      memory: () => ({ permits: [free] }),
    })),
    open: (m) => new type(m.permits),
    calls: [
      {
        name: "take()",
        model: (state) => (state.free > 0 ? void state.free-- : mustWait),
        real: (permits) => permits.take(),
      },
      {
        name: "tryTake()",
        model: (state) => state.free > 0 && state.free-- > 0,
        real: (permits) => permits.tryTake(),
      },
      { name: "give()", model: (state) => void state.free++, real: (permits) => permits.give() },
    ],
    look: { name: "free", model: ({ free }) => free, real: (permits) => permits.free },
    shapes,
  });
}
