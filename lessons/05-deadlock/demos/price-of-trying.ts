// What giving back and trying again costs here, beside an order: medians of three, on two threads.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

const taker = new URL("../taker.ts", import.meta.url);
const ways = ["in order", "trying", "trying with back-off"];

interface Taken {
  ms: number;
  gaveBack: number;
}

const cells = new Int32Array(new SharedArrayBuffer(12));
const workers = [0, 1].map((first) => startWorker(taker, { workerData: { cells, first, ways } }));
const [mine = [], other = []] = await Promise.all(workers.map((worker) => join<Taken[][]>(worker)));

let orderMs = 0;
for (const [index, way] of ways.entries()) {
  const runs = (mine[index] ?? []).map(({ ms, gaveBack }, run) => ({
    ms: Math.max(ms, other[index]?.[run]?.ms ?? 0),
    gaveBack: gaveBack + (other[index]?.[run]?.gaveBack ?? 0),
  }));
  const { ms, gaveBack } = runs.sort((a, b) => a.ms - b.ms)[1] as Taken;
  orderMs ||= ms;
  const ratio = Math.max(1, Math.round(ms / orderMs));
  console.log(`${way.padEnd(21)}${ratio} × the order, gave back ${gaveBack} times`);
}
