// One waits for eggs, one for flour: who is woken by one bell, by one bell for all, by two bells?

import { withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { Condition } from "#solution/06-conditions/condition.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

for (const [title, bells, wake] of [
  ["one bell, notify:    ", 1, "notify"],
  ["one bell, notifyAll: ", 1, "notifyAll"],
  ["two bells, notify:   ", 2, "notify"],
] as const) {
  const kitchen = defineScenario({
    name: title,
    memory: { lock: Mutex.length, bell: bells, delivered: ["eggs", "flour"].map(() => 0) },
    threads: {
      count: 3,
      run: (m, id) => {
        const lock = new Mutex(m.lock);
        const bell = (item: number) => new Condition(m.bell.subarray(item % bells), lock);
        const isHere = (item: number) => m.delivered[item] === 1;
        // #region wait-and-wake
        const waitFor = (item: number) =>
          withLock(lock, () => bell(item).waitUntil(() => isHere(item)));
        const deliver = (item: number) =>
          withLock(lock, () => {
            m.delivered[item] = 1;
            bell(item)[wake]();
          });
        // #endregion
        if (id < 2) waitFor(id);
        else for (const item of [0, 1]) deliver(item);
      },
    },
  });
  const { verdict, message } = explore(kitchen);
  console.log(title + (verdict === "holds" ? "holds under every schedule" : message));
}
