// Three dishes at once: in one pan that nobody guards, in one pan under a lock, in two pans.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { Semaphore } from "#solution/02-locks/semaphore.ts";

type Kitchen = { way: string; gate: Int32Array; frying: Int32Array; cells: Int32Array };

// #region ways
const ways: Record<string, (cells: Int32Array, fry: () => void) => void> = {
  "one pan, no lock": (_, fry) => fry(),
  "one pan, a lock": (cells, fry) => withLock(new Mutex(cells), fry),
  "two pans, a semaphore": (cells, fry) => {
    const pans = new Semaphore(cells);
    pans.acquire();
    fry();
    pans.release();
  },
};
// #endregion

if (isMainThread) {
  for (const way of Object.keys(ways)) {
    const kitchen = { way, gate: share(1), frying: share(2), cells: share(2) };
    if (way.startsWith("two")) new Semaphore(kitchen.cells).release(2);
    await runThreads(import.meta.url, 3, kitchen);
    console.log(`${way.padEnd(21)}  dishes on the fire at once: ${kitchen.frying[1]}`);
  }
} else {
  const { way, gate, frying, cells } = workerData as Kitchen;
  meet(gate, 3, 1);
  ways[way]?.(cells, () => {
    const now = Atomics.add(frying, 0, 1) + 1;
    for (let most = 0; most < now; ) most = Atomics.compareExchange(frying, 1, most, now);
    Atomics.wait(share(1), 0, 0, 30);
    Atomics.sub(frying, 0, 1);
  });
}
