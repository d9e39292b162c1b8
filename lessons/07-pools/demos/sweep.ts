// The same 24 tasks in pools of more and more threads: computing, then waiting.

import { drawTimes, type Measured, measure } from "#lesson/07-pools/stopwatch.ts";
import { PromisePool } from "#solution/07-pools/promise-pool.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

const work = new URL("../tasks/work.mjs", import.meta.url);
const tasks = Array.from({ length: 24 }, (_, task) => task);

type Work = typeof import("../tasks/work.mjs");
const [computing, dozing, onLoop]: Measured[][] = [[], [], []];

for (const size of [1, 2, 4, 8]) {
  await using pool = new ThreadPool<Work>(work, { size });
  // Starts the threads before it counts: that is lesson 01's subject.
  await Promise.all(Array.from({ length: size }, () => pool.submit("doze", [10]).result()));
  const runAll = async (name: keyof Work, argument: number) => {
    const futures = tasks.map(() => pool.submit(name, [argument]));
    await Promise.all(futures.map((future) => future.result()));
  };
  const label = `${size}`.padStart(3);
  computing?.push(await measure(label, () => runAll("countPrimes", 100_000)));
  dozing?.push(await measure(label, () => runAll("doze", 20)));
}
for (const size of [1, 4, 16, 64]) {
  const pool = new PromisePool(size);
  for (const _task of tasks) pool.submit(() => new Promise((done) => setTimeout(done, 20)));
  onLoop?.push(await measure(`${size}`.padStart(3), () => pool.close()));
}
const sweeps = {
  "computing in threads": computing,
  "waiting in threads": dozing,
  "waiting on the loop": onLoop,
};
for (const [title, measured = []] of Object.entries(sweeps))
  console.log(`${title}\n${drawTimes(measured)}`);
