// Two chefs take orders from a board: they look once, or again after every sleep. (A lock that spins has fewest schedules.)

import { withLock } from "#lesson/02-locks/lock.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";
import { Condition } from "#solution/06-conditions/condition.ts";
import { defineScenario, explore } from "#workbook/explorer/index.ts";

for (const word of ["if", "while"] as const) {
  const kitchen = defineScenario({
    name: `${word} there is no order, wait`,
    memory: { lock: SpinLock.length, bell: Condition.length, orders: 1 },
    threads: { count: 3, run: (m, id) => (id < 2 ? cook(m) : takeOrders(m)) },
  });
  const { verdict, message } = explore(kitchen);
  console.log(`${word}: ${verdict === "holds" ? "holds under every schedule" : message}`);

  function cook(m: Record<"lock" | "bell" | "orders", Int32Array>): void {
    const lock = new SpinLock(m.lock);
    const bell = new Condition(m.bell, lock);
    withLock(lock, () => {
      // #region wait
      if (word === "if" && m.orders[0] === 0) bell.wait();
      while (word === "while" && m.orders[0] === 0) bell.wait();
      if (m.orders[0] === 0) throw new Error("no order to cook");
      // #endregion
      Atomics.sub(m.orders, 0, 1);
    });
  }

  function takeOrders(m: Record<"lock" | "bell" | "orders", Int32Array>): void {
    const lock = new SpinLock(m.lock);
    const bell = new Condition(m.bell, lock);
    for (let order = 0; order < 2; order++) {
      withLock(lock, () => {
        Atomics.add(m.orders, 0, 1);
        bell.notify();
      });
    }
  }
}
