// The sum of 4 × 1,000,000 numbers: on the loop, in threads that get a copy, and in memory that all share.

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { addUp } from "#lesson/03-event-loop/adder.ts";
import { renderBars } from "#lesson/03-event-loop/bars.ts";
import { ask, measure } from "#lesson/03-event-loop/jobs.ts";
import { parallelSum } from "#solution/01-threads/parallel-sum.ts";

const million = 1_000_000;
const memory = new Int32Array(new SharedArrayBuffer(4 * 4 * million)).fill(25);
const shared = [0, 1, 2, 3].map((i) => memory.subarray(i * million, (i + 1) * million));
const own = shared.map((list) => Int32Array.from(list));
const adders = own.map(() => startWorker(new URL("../adder.ts", import.meta.url)));

const addInThreads = async (lists: Int32Array[]): Promise<number> =>
  addUp(await Promise.all(adders.map((adder, i) => ask<number>(adder, lists[i]))));

const addLater = async (list: Int32Array): Promise<number> => addUp(list);

type Way = () => number | Promise<number>;

// #region ways
const ways: Record<string, Way> = {
  "on the loop, in turn": () => addUp(own.map(addUp)),
  "on the loop, by Promise.all": async () => addUp(await Promise.all(own.map(addLater))),
  "4 threads, a copy each": () => addInThreads(own),
  "4 threads, shared memory": () => addInThreads(shared),
  "4 threads, to be started": () => parallelSum(memory, 4),
};
// #endregion

const ready = Object.values(ways).slice(0, 4);
for (const way of [...ready, ...ready]) await way();
const times = new Map<string, number>();
for (const [name, way] of Object.entries(ways)) {
  times.set(name, await measure(way, name.endsWith("started") ? 1 : 5));
}
console.log(renderBars(times, "ms"));
for (const adder of adders) await adder.terminate();
