// Three dishes at once: in one pan that nobody guards, in one pan under a lock, in two pans.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { Semaphore } from "#solution/02-locks/semaphore.ts";

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

if (isMainThread) main();
else {
  const { gate, pan, pans, frying, most } = workerData;
  for (const [index, cook] of Object.values(ways).entries()) {
    meet(gate, 3, index + 1);
    cook(index < 2 ? pan : pans, () => {
      const now = Atomics.add(frying, 0, 1) + 1;
      for (let seen = 0; seen < now; ) seen = Atomics.compareExchange(most, index, seen, now);
      Atomics.wait(share(1), 0, 0, 30);
      Atomics.sub(frying, 0, 1);
    });
  }
}

async function main(): Promise<void> {
  const cells = { gate: share(1), pan: share(1), pans: share(2), frying: share(1), most: share(3) };
  new Semaphore(cells.pans).release(2);
  await runThreads(import.meta.url, 3, cells);
  for (const [index, way] of Object.keys(ways).entries())
    console.log(`${way.padEnd(21)}  dishes on the fire at once: ${cells.most[index]}`);
}
