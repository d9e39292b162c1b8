// What giving back and trying again costs here, beside an order: medians of five, on two threads.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

const taker = new URL("../taker.ts", import.meta.url);
const rounds = 40;

interface Taken {
  ms: number;
  gaveBack: number;
}

async function race(how: "in order" | "by trying"): Promise<Taken> {
  const cells = new Int32Array(new SharedArrayBuffer(12));
  const workers = [0, 1].map((first) =>
    startWorker(taker, { workerData: { cells, first, how, rounds } }),
  );
  const taken = await Promise.all(workers.map((worker) => join<Taken>(worker)));
  return {
    ms: Math.max(...taken.map(({ ms }) => ms)),
    gaveBack: taken.reduce((sum, { gaveBack }) => sum + gaveBack, 0),
  };
}

async function measure(how: "in order" | "by trying"): Promise<Taken> {
  const runs: Taken[] = [];
  for (let run = 0; run < 5; run++) runs.push(await race(how));
  return runs.sort((a, b) => a.ms - b.ms)[2] as Taken;
}

const order = await measure("in order");
const trying = await measure("by trying");
console.log(`in order:  1 time, gave back ${order.gaveBack} times`);
console.log(
  `by trying: ${Math.max(1, Math.round(trying.ms / order.ms))} times as long, gave back ${trying.gaveBack} times`,
);
