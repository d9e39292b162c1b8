// What adding one costs, many times: plainly, atomically, under locks; alone and with a rival.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

const rounds = 200_000;
type Cells = Int32Array & { 0: number };
const ways = {
  "plain add": (counter: Cells) => counter[0]++,
  "Atomics.add": (counter: Cells) => Atomics.add(counter, 0, 1),
  "spin lock": (counter: Cells, { spin }: Locks) => withLock(spin, () => counter[0]++),
  mutex: (counter: Cells, { mutex }: Locks) => withLock(mutex, () => counter[0]++),
};
type Locks = { spin: SpinLock; mutex: Mutex };

if (isMainThread) {
  const measure = async (way: string, threads: number): Promise<number> => {
    const data = { way, threads, gate: share(1), counter: share(3) };
    return Math.max(...(await runThreads<number>(import.meta.url, threads, data)));
  };
  let unit = 0;
  for (const way of Object.keys(ways)) {
    const [alone, rival] = [await measure(way, 1), await measure(way, 2)];
    unit ||= alone;
    const times = (ms: number) => String(Math.round(ms / unit)).padStart(3);
    console.log(`${way.padEnd(12)} alone ${times(alone)}, with a rival ${times(rival)}`);
  }
} else {
  const { way, threads, gate, counter } = workerData;
  const [add, warmUp] = [ways[way as keyof typeof ways], share(1) as Cells];
  const locks = { spin: new SpinLock(counter.subarray(1)), mutex: new Mutex(counter.subarray(2)) };
  for (let round = 0; round < rounds / 10; round++) add(warmUp, locks);
  meet(gate, threads, 1);
  const started = performance.now();
  for (let round = 0; round < rounds; round++) add(counter, locks);
  parentPort?.postMessage(performance.now() - started);
}
