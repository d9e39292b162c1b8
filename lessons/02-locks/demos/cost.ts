// What a lock costs: taken and given back by one thread alone, and handed over to one that waits.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

const { id, gate = share(1), cells = share(64) } = workerData ?? {};
/** Milliseconds that `action` takes, fifty times, from the quickest to the slowest. */
function measure(action: () => void): number[] {
  return Array.from({ length: 50 }, () => {
    const started = performance.now();
    action();
    return performance.now() - started;
  }).sort((a, b) => a - b);
}

if (isMainThread) runThreads(import.meta.url, 2, { gate, cells });
else
  for (const [index, LockClass] of [SpinLock, Mutex].entries()) {
    const make = (cell: number) => new LockClass(cells.subarray(cell + index));
    const [there, back, free] = [make(0), make(16), make(32)];
    const alone = measure(() => {
      for (let time = 0; time < (id === 0 ? 1_000 : 0); time++) withLock(free, () => {});
    });
    for (const lock of id === 0 ? [there, back] : []) lock.lock();
    meet(gate, 2, index + 1);
    // Each gives the lock that the other waits for.
    const thereAndBack = measure(() => {
      if (id === 0) there.unlock();
      (id === 0 ? back : there).lock();
      if (id === 1) back.unlock();
    });
    // There and back is two times. The quickest five and the slowest five are left out.
    const [own = 0, quick = 0, slow = 0] = [alone[25], thereAndBack[5], thereAndBack[44]];
    const range = [quick, slow].map((ms) => (ms * 500).toFixed(1)).join(" to ");
    const words = `alone ${(own * 1_000).toFixed(0)} ns, handed over in ${range} µs`;
    if (id === 0) console.log(LockClass.name.padEnd(9) + words);
  }
