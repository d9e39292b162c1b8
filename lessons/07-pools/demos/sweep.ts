// The same 24 tasks in pools of more and more threads: computing, then waiting.

import { drawTimes, type Measured, measure } from "#lesson/07-pools/stopwatch.ts";
import { PromisePool } from "#solution/07-pools/promise-pool.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

const work = new URL("../work.mjs", import.meta.url);
const tasks = Array.from({ length: 24 }, (_, task) => task);

async function inThreads(size: number, name: "countPrimes" | "doze", argument: number) {
  await using pool = new ThreadPool<typeof import("../work.mjs")>(work, { size });
  // Starts the threads before it counts: that is lesson 01's subject.
  await Promise.all(Array.from({ length: size }, () => pool.submit("doze", [10]).result()));
  return await measure(`${size}`.padStart(3), async () => {
    const futures = tasks.map(() => pool.submit(name, [argument]));
    await Promise.all(futures.map((future) => future.result()));
  });
}

async function onTheLoop(size: number, ms: number): Promise<Measured> {
  const pool = new PromisePool(size);
  for (const _task of tasks) pool.submit(() => new Promise((done) => setTimeout(done, ms)));
  return await measure(`${size}`.padStart(3), () => pool.close());
}

async function sweep(title: string, sizes: number[], run: (size: number) => Promise<Measured>) {
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await run(size));
  console.log(`${title}\n${drawTimes(measured)}`);
}

await sweep("computing in threads", [1, 2, 4, 8], (size) =>
  inThreads(size, "countPrimes", 200_000),
);
await sweep("waiting in threads", [1, 2, 4, 8], (size) => inThreads(size, "doze", 20));
await sweep("waiting on the loop", [1, 4, 16, 64], (size) => onTheLoop(size, 20));
