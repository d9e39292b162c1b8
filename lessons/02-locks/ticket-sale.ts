// The scenario of the page: two threads sell, and one ticket is left.

import { defineScenario } from "#workbook/explorer/index.ts";

// #region scenario
export default defineScenario({
  name: "the last ticket",
  memory: { left: [1], sold: 1 },
  threads: {
    count: 2,
    run: (m) => {
      // #region sale
      if (Atomics.load(m.left, 0) === 0) return;
      Atomics.sub(m.left, 0, 1);
      Atomics.add(m.sold, 0, 1);
      // #endregion
    },
  },
  final: (m) => m.sold[0] === 1 || `${m.sold[0]} tickets are sold, not 1`,
});
// #endregion
