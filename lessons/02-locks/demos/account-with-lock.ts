// The account again, under a lock: every schedule of two deposits and two withdrawals.

import { withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

const account = defineScenario({
  name: "an account under a lock",
  memory: { balance: [100], lock: Mutex.length },
  threads: {
    count: 2,
    // #region thread
    run: (m, id) => {
      const lock = new Mutex(m.lock);
      const change = id === 0 ? 50 : -30;
      for (let round = 0; round < 2; round++) {
        withLock(lock, () => {
          m.balance[0] += change;
        });
      }
    },
    // #endregion
  },
  final: (m) => m.balance[0] === 140 || `the balance is ${m.balance[0]}, not 140`,
});

console.log(explore(account).message);
