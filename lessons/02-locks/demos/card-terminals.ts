// Three sellers want a card terminal: one without a guard, one under a lock, and two under a semaphore.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { Semaphore } from "#solution/02-locks/semaphore.ts";

const ways: Record<string, (cells: Int32Array, pay: () => void) => void> = {
  "no lock": (_, pay) => pay(),
  "a lock": (cells, pay) => withLock(new Mutex(cells), pay),
  "a semaphore of 2": (cells, pay) => {
    const terminals = new Semaphore(cells);
    terminals.acquire();
    pay();
    terminals.release();
  },
};
if (isMainThread) main();
else {
  const { gate, lock, permits, paying, most } = workerData;
  for (const [index, way] of Object.values(ways).entries()) {
    meet(gate, 3, index + 1);
    way(index < 2 ? lock : permits, () => {
      const now = Atomics.add(paying, 0, 1) + 1;
      for (let seen = 0; seen < now; ) seen = Atomics.compareExchange(most, index, seen, now);
      Atomics.wait(share(1), 0, 0, 30);
      Atomics.sub(paying, 0, 1);
    });
  }
}

async function main(): Promise<void> {
  const permits = share(Semaphore.length);
  const cells = { gate: share(1), lock: share(1), permits, paying: share(1), most: share(3) };
  new Semaphore(permits).release(2);
  await runThreads(import.meta.url, 3, cells);
  for (const [index, way] of Object.keys(ways).entries())
    console.log(`${way.padEnd(16)}  pay at the same time: ${cells.most[index]}`);
}
