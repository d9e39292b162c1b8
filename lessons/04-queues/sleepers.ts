// Three ways to sleep until there is an item: two that can sleep beside one, and one that cannot.

import { type Cells, defineScenario } from "#workbook/explorer/index.ts";

/** What the threads share: a number of items, and the cell that they sleep on. */
type Shelf = { items: Cells; cell: Cells };

interface Way {
  get(m: Shelf): void;
  /** What `put` writes into the cell, after it has put the item. */
  mark(m: Shelf): void;
}

/** Takes an item if there is one. */
function take({ items }: Shelf): boolean {
  for (;;) {
    const count = Atomics.load(items, 0);
    if (count === 0) return false;
    if (Atomics.compareExchange(items, 0, count, count - 1) === count) return true;
  }
}

export const ways = {
  "look, then read the count": {
    // #region late
    get(m) {
      while (!take(m)) {
        const seen = Atomics.load(m.cell, 0);
        Atomics.wait(m.cell, 0, seen);
      }
    },
    // #endregion
    mark: ({ cell }) => void Atomics.add(cell, 0, 1),
  },
  "read the count, then look": {
    // #region count
    get(m) {
      for (;;) {
        const seen = Atomics.load(m.cell, 0);
        if (take(m)) return;
        Atomics.wait(m.cell, 0, seen);
      }
    },
    // #endregion
    mark: ({ cell }) => void Atomics.add(cell, 0, 1),
  },
  "raise a flag, then look": {
    // #region flag
    get(m) {
      for (;;) {
        Atomics.store(m.cell, 0, 1);
        if (take(m)) return;
        Atomics.wait(m.cell, 0, 1);
      }
    },
    // #endregion
    mark: ({ cell }) => void Atomics.store(cell, 0, 0),
  },
} satisfies Record<string, Way>;

export type WayName = keyof typeof ways;

/** Ann and Cy want an item each, and Bo puts two. */
export function sleepBy(name: WayName) {
  const { get, mark } = ways[name];
  return defineScenario({
    name,
    memory: { items: 1, cell: 1 },
    threads: [
      function Ann(m) {
        get(m);
      },
      function Bo(m) {
        Atomics.add(m.items, 0, 2);
        mark(m);
        Atomics.notify(m.cell, 0);
      },
      function Cy(m) {
        get(m);
      },
    ],
  });
}
