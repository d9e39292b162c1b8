// Two threads add one to a counter, a million times each: plainly, atomically, under a lock.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

type Cells = Int32Array & { 0: number };
type Way = keyof typeof ways;

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

if (isMainThread) {
  for (const way of Object.keys(ways)) {
    const data = { way, counter: share(1), lock: share(1), gate: share(1) };
    await runThreads(import.meta.url, 2, data);
    console.log(`${way.padEnd(7)} ${String(data.counter[0]).padStart(7)} of 2000000`);
  }
} else {
  const data = workerData as { way: Way; counter: Cells; lock: Int32Array; gate: Int32Array };
  const [add, lock] = [ways[data.way], new SpinLock(data.lock)];
  meet(data.gate, 2, 1);
  for (let times = 0; times < 1_000_000; times++) add(data.counter, lock);
}
