// A thread waits a fifth of a second for a lock: how much processor time does the waiting take?

import { isMainThread, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { meet, share } from "#lesson/02-locks/meet.ts";
import { join } from "#solution/01-threads/join.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";

const locks = { SpinLock, Mutex };
type Name = keyof typeof locks;
const holdMs = 200;

if (isMainThread) main();
else {
  const { name, cells, gate } = workerData as { name: Name; cells: Int32Array; gate: Int32Array };
  const lock = new locks[name](cells);
  meet(gate, 2, 1);
  lock.lock();
  lock.unlock();
}

async function main(): Promise<void> {
  for (const name of Object.keys(locks) as Name[]) {
    const data = { name, cells: share(1), gate: share(1) };
    const lock = new locks[name](data.cells);
    lock.lock();
    const waiter = startWorker(import.meta.url, { workerData: data });
    meet(data.gate, 2, 1);
    const before = process.cpuUsage();
    Atomics.wait(share(1), 0, 0, holdMs);
    const { user, system } = process.cpuUsage(before);
    lock.unlock();
    await join(waiter);
    const percent = Math.round((user + system) / 10 / holdMs);
    const bar = "█".repeat(Math.ceil(percent / 4)) || "▏";
    console.log(`${name.padEnd(9)}${bar} ${percent} % of a core`);
  }
}
