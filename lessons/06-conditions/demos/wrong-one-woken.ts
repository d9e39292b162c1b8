// A baker waits for eggs, a waiter for the cake: whom do one bell and two wake?
// Their lock spins: it has far fewer schedules than a mutex, and shows the same.

import { withLock } from "#lesson/02-locks/lock.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";
import { Condition } from "#solution/06-conditions/condition.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

const [supplier, baker, waiter, eggs, cake] = [0, 1, 2, 0, 1] as const;

for (const [title, bells, wake] of [
  ["one bell, notify:    ", 1, "notify"],
  ["one bell, notifyAll: ", 1, "notifyAll"],
  ["two bells, notify:   ", 2, "notify"],
] as const) {
  const kitchen = defineScenario({
    name: title,
    memory: { lock: SpinLock.length, bell: bells, ready: 2 },
    threads: {
      count: 3,
      run: (m, id) => {
        const lock = new SpinLock(m.lock);
        const bell = (item: number) => new Condition(m.bell.subarray(item % bells), lock);
        const isHere = (item: number) => m.ready[item] === 1;
        // #region wait-and-wake
        withLock(lock, () => {
          if (id === baker) bell(eggs).waitUntil(() => isHere(eggs));
          if (id === waiter) bell(cake).waitUntil(() => isHere(cake));
          const made = { [supplier]: eggs, [baker]: cake }[id];
          if (made === undefined) return;
          m.ready[made] = 1;
          bell(made)[wake]();
        });
        // #endregion
      },
    },
  });
  const { verdict, message } = explore(kitchen);
  console.log(title + (verdict === "holds" ? "holds under every schedule" : message));
}
