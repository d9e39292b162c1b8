// A thread that counts, with one of the ways of the benchmark `mutex`, and says how long it took.

import { parentPort, workerData } from "node:worker_threads";
import { Mutex } from "#solution/02-locks/mutex.ts";

export interface Task {
  way: "mutex" | "atomic add";
  /** Cell 0 the lock, cell 1 the counter, cell 2 who is ready. */
  cells: Int32Array;
  threads: number;
  rounds: number;
}

const { way, cells, threads, rounds } = workerData as Task;
const mutex = new Mutex(cells.subarray(0, 1));
const counter = cells.subarray(1, 2);
const ways: Record<Task["way"], () => void> = {
  mutex: () => {
    mutex.lock();
    counter[0] = (counter[0] ?? 0) + 1;
    mutex.unlock();
  },
  "atomic add": () => void Atomics.add(counter, 0, 1),
};
const count = ways[way];
for (let round = 0; round < 20_000; round++) count();
// All begin together, once each has warmed up.
Atomics.add(cells, 2, 1);
while (Atomics.load(cells, 2) < threads);
const startedMs = performance.now();
for (let round = 0; round < rounds; round++) count();
parentPort?.postMessage(performance.now() - startedMs);
