// What adding one costs, many times: plainly, atomically, under locks; alone and with a rival.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, share } from "#lesson/02-locks/meet.ts";
import { join } from "#solution/01-threads/join.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

const rounds = 200_000;
type Cells = Int32Array & { 0: number };
type Task = { way: keyof typeof ways; threads: number; gate: Int32Array; counter: Cells };

const ways = {
  "plain add": (counter: Cells) => counter[0]++,
  "Atomics.add": (counter: Cells) => Atomics.add(counter, 0, 1),
  "spin lock": (counter: Cells, { spin }: Locks) => withLock(spin, () => counter[0]++),
  mutex: (counter: Cells, { mutex }: Locks) => withLock(mutex, () => counter[0]++),
};
type Locks = { spin: SpinLock; mutex: Mutex };

if (isMainThread) {
  const measure = async (way: string, threads: number): Promise<number> => {
    const workerData = { way, threads, gate: share(1), counter: share(33) };
    const start = () => join<number>(startWorker(import.meta.url, { workerData }));
    return Math.max(...(await Promise.all(Array.from({ length: threads }, start)))) / threads;
  };
  const unit = await measure("plain add", 1);
  for (const way of Object.keys(ways)) {
    const [alone = 0, rival = 0] = [await measure(way, 1), await measure(way, 2)];
    const times = (ms: number) => String(Math.round(ms / unit)).padStart(4);
    console.log(`${way.padEnd(12)} alone ${times(alone)}, with a rival ${times(rival)}`);
  }
} else {
  const { way, threads, gate, counter } = workerData as Task;
  const [add, warmUp] = [ways[way], share(1) as Cells];
  const locks = {
    spin: new SpinLock(counter.subarray(16)),
    mutex: new Mutex(counter.subarray(32)),
  };
  for (let round = 0; round < rounds / 10; round++) add(warmUp, locks);
  meet(gate, threads, 1);
  const started = performance.now();
  for (let round = 0; round < rounds; round++) add(counter, locks);
  parentPort?.postMessage(performance.now() - started);
}
