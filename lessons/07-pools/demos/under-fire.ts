// 200 orders, and every fortieth takes its thread along: what becomes of the others?

import { createGate, open } from "#lesson/07-pools/gate.ts";
import type { StartRunner } from "#lesson/07-pools/runner.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
let threads = 0;
const startRunner: StartRunner = (module, events) => {
  threads++;
  return startThread(module, events);
};

const pool = new ThreadPool<Tasks>(new URL("../tasks/tasks.ts", import.meta.url), {
  size: 2,
  startRunner,
});
const gate = createGate();
open(gate);
const orders = Array.from({ length: 200 }, (_, index) =>
  index % 40 === 39 ? pool.submit("explode", []) : pool.submit("cook", [`dish ${index}`, gate]),
);
await pool.close();

const count = (state: string) => orders.filter((order) => order.state === state).length;
console.log(`${count("fulfilled")} served, ${count("rejected")} died with their thread`);
console.log(
  `${count("pending") + count("running")} lost, ${threads > 2 ? "" : "no "}new threads started`,
);
