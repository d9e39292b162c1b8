// A scenario that breaks, to be explored from wherever it is.

import { defineScenario } from "#workbook/explorer/index.ts";

export default defineScenario({
  name: "two threads increment a plain count",
  memory: { count: 1 },
  threads: {
    count: 2,
    run: (m) => {
      m.count[0]++;
    },
  },
});
