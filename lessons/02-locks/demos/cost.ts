// What adding one costs: plainly, atomically, under locks; alone and with a rival.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

const { id, gate = share(1), cells = share(3) } = workerData ?? {};
const [spin, mutex] = [new SpinLock(cells), new Mutex(cells.subarray(1))];
const ways: Record<string, () => unknown> = {
  "plain add": () => cells[2]++,
  "Atomics.add": () => Atomics.add(cells, 2, 1),
  "spin lock": () => withLock(spin, () => cells[2]++),
  mutex: () => withLock(mutex, () => cells[2]++),
};

/** The median of 31 bursts of 2,000 additions: anything may interrupt one of them. */
function measure(add: () => unknown, prepare = () => {}): number | undefined {
  return Array.from({ length: 31 }, () => {
    prepare();
    const started = performance.now();
    for (let time = 0; time < 2_000; time++) add();
    return performance.now() - started;
  }).sort((a, b) => a - b)[15];
}

if (isMainThread) runThreads(import.meta.url, 2, { gate, cells });
else {
  let round = 0;
  const meetRival = () => meet(gate, 2, ++round);
  for (const add of Object.values(ways)) measure(add);
  meetRival();
  const alone = Object.values(ways).map((add) => (id === 0 ? measure(add) : 0));
  const adds = (ms = 0) => String(Math.round(ms / (alone[0] ?? 1))).padStart(3);
  for (const [index, [way, add]] of Object.entries(ways).entries()) {
    const line = `alone ${adds(alone[index])}, with a rival ${adds(measure(add, meetRival))}`;
    if (id === 0) console.log(way.padEnd(13) + line);
  }
}
