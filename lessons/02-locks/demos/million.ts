// Two threads add one to a counter, a million times each: plainly, atomically, under a lock.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

type Cells = Int32Array & { 0: number };

// #region ways
const ways = {
  plain: (counter: Cells) => {
    counter[0]++;
  },
  atomic: (counter: Cells) => {
    Atomics.add(counter, 0, 1);
  },
  locked: (counter: Cells, lock: SpinLock) => {
    withLock(lock, () => counter[0]++);
  },
};
// #endregion

if (isMainThread) main();
else {
  const { counters, cells, gate } = workerData as Record<"counters" | "cells" | "gate", Cells>;
  const lock = new SpinLock(cells);
  for (const [index, add] of Object.values(ways).entries()) {
    const counter = counters.subarray(index) as Cells;
    meet(gate, 2, index + 1);
    for (let times = 0; times < 1_000_000; times++) add(counter, lock);
  }
}

async function main(): Promise<void> {
  const data = { counters: share(3), cells: share(1), gate: share(1) };
  await runThreads(import.meta.url, 2, data);
  for (const [index, way] of Object.keys(ways).entries())
    console.log(`${way.padEnd(7)} ${String(data.counters[index]).padStart(7)} of 2000000`);
}
