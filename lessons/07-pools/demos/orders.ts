// The same three tasks: results in the order of the tasks, and in the order in which they end.

import { createGate, open } from "#lesson/07-pools/gate.ts";
import { asCompleted } from "#solution/07-pools/as-completed.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
await using pool = new ThreadPool<Tasks>(new URL("../tasks/tasks.ts", import.meta.url), {
  size: 3,
});

const dishes = ["soup", "stew", "toast"];
for (const way of ["in order", "as completed"]) {
  const gates = dishes.map(() => createGate());
  const futures = dishes.map((dish, index) =>
    pool.submit("cook", [dish, gates[index] ?? createGate()]),
  );
  const openNext = () => {
    const gate = gates.pop();
    if (gate) open(gate);
  };
  console.log(`${way}:`);
  // Toast is ready first, then stew, then soup.
  if (way === "in order") {
    for (const _gate of dishes) openNext();
    // #region in-order
    for (const future of futures) console.log(`  ${await future.result()}`);
    // #endregion
  } else {
    openNext();
    // #region as-completed
    for await (const future of asCompleted(futures)) {
      console.log(`  ${await future.result()}`);
      openNext();
    }
    // #endregion
  }
}
