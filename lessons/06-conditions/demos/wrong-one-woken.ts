// A baker waits for eggs, a waiter for the cake: whom do one bell and two wake? (A lock that spins has fewest schedules.)

import { withLock } from "#lesson/02-locks/lock.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";
import { Condition } from "#solution/06-conditions/condition.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

const [eggs, cake] = [0, 1] as const;
for (const [bells, wake] of [
  [1, "notify"],
  [1, "notifyAll"],
  [2, "notify"],
] as const) {
  const title = `${bells === 1 ? "one bell" : "two bells"}, ${wake}:`.padEnd(21);
  const { verdict, message } = explore(
    defineScenario({
      name: title,
      memory: { lock: SpinLock.length, bell: bells, ready: 2 },
      threads: [0, 1, 2].map((id) => (m) => {
        const lock = new SpinLock(m.lock);
        const bell = (item: number) => new Condition(m.bell.subarray(item % bells), lock);
        const waitFor = (item: number) => bell(item).waitUntil(() => m.ready[item] === 1);
        const deliver = (item: number) => {
          m.ready[item] = 1;
          bell(item)[wake]();
        };
        // #region wait-and-wake
        const baker = () => {
          waitFor(eggs);
          deliver(cake);
        };
        const waiter = () => waitFor(cake);
        // #endregion
        withLock(lock, [() => deliver(eggs), baker, waiter][id] ?? waiter);
      }),
    }),
  );
  console.log(title + (verdict === "holds" ? "holds under every schedule" : message));
}
