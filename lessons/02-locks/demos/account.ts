// An account without a lock, under every schedule: the shortest one that loses money.

import { defineScenario, explore, renderExploration } from "#workbook/explorer/index.ts";

const account = defineScenario({
  name: "an account without a lock",
  memory: { balance: [100] },
  threads: [
    // #region threads
    function deposit(m) {
      const seen = Atomics.load(m.balance, 0);
      Atomics.store(m.balance, 0, seen + 50);
    },
    function withdraw(m) {
      const seen = Atomics.load(m.balance, 0);
      Atomics.store(m.balance, 0, seen - 30);
    },
    // #endregion
  ],
  final: (m) => m.balance[0] === 120 || `the balance is ${m.balance[0]}, not 120`,
});

const exploration = explore(account);
// The replay code is left out: it is for `replay`, which steps through the schedule.
console.log(renderExploration({ ...exploration, code: "" }, { width: 70 }));
