// What giving back and trying again costs here, beside an order: medians of three, on two threads.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

const taker = new URL("../taker.ts", import.meta.url);
const ways = ["in order", "trying", "trying with back-off"];

interface Taken {
  ms: number;
  gaveBack: number;
}

async function race(way: string): Promise<Taken> {
  const cells = new Int32Array(new SharedArrayBuffer(12));
  const workers = [0, 1].map((first) => startWorker(taker, { workerData: { cells, first, way } }));
  const taken = await Promise.all(workers.map((worker) => join<Taken>(worker)));
  return {
    ms: Math.max(...taken.map(({ ms }) => ms)),
    gaveBack: taken.reduce((sum, { gaveBack }) => sum + gaveBack, 0),
  };
}

let orderMs = 0;
for (const way of ways) {
  const runs: Taken[] = [];
  for (let run = 0; run < 3; run++) runs.push(await race(way));
  const { ms, gaveBack } = runs.sort((a, b) => a.ms - b.ms)[1] as Taken;
  orderMs ||= ms;
  const ratio = Math.max(1, Math.round(ms / orderMs));
  console.log(`${way.padEnd(21)}${ratio} times the order, gave back ${gaveBack} times`);
}
