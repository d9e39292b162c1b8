// The same small tasks one by one, each in a thread of its own, and in a pool: how long does each way take?

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { drawTimes, measure } from "#lesson/07-pools/stopwatch.ts";
import { countPrimes } from "#lesson/07-pools/tasks/work.mjs";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

const work = new URL("../tasks/work.mjs", import.meta.url);
const limits = Array.from({ length: 12 }, (_, task) => 50_000 + task);

// #region pool
type Work = typeof import("../tasks/work.mjs");
await using pool = new ThreadPool<Work>(work, { size: 2 });
// #endregion
for await (const _count of pool.map("countPrimes", limits));

const inTurn = await measure("one by one", async () => {
  for (const limit of limits) countPrimes(limit);
});
const threads = await measure("a thread for each", async () => {
  const code = (limit: number) =>
    `import(${JSON.stringify(work.href)}).then((work) => work.countPrimes(${limit}))`;
  const ends = limits.map((limit) => once(new Worker(code(limit), { eval: true }), "exit"));
  await Promise.all(ends);
});
// #region map
const pooled = await measure("a pool of 2", async () => {
  for await (const _count of pool.map("countPrimes", limits));
});
// #endregion
console.log(drawTimes([inTurn, threads, pooled]));
