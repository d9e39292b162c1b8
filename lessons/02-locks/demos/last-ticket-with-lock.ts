// The last ticket again, under a lock, and with plain accesses: every schedule of two sellers, twice each.

import { withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

const lastTicket = defineScenario({
  name: "the last ticket, under a lock",
  // #region scenario
  memory: { left: [1], sold: 1, lock: Mutex.length },
  threads: {
    count: 2,
    run: (m) => {
      const lock = new Mutex(m.lock);
      for (let round = 0; round < 2; round++) {
        withLock(lock, () => {
          if (m.left[0] === 0) return;
          m.left[0]--;
          m.sold[0]++;
        });
      }
    },
  },
  // #endregion
  final: (m) => m.sold[0] === 1 || `${m.sold[0]} tickets are sold, not 1`,
});

console.log(explore(lastTicket).message);
