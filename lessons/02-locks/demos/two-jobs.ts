// Two jobs note 1 … 10 and 20 … 110 in one log, each undisturbed by the other.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const shared = isMainThread ? { log: share(21), cells: share(1), gate: share(1) } : workerData;
const log = shared.log as Int32Array & { 0: number };
const lock = new Mutex(shared.cells);

function note(number: number): void {
  log[++log[0]] = number;
}

if (isMainThread) main();
else {
  meet(shared.gate, 2, 1);
  // #region jobs
  if (workerData.id === 0) {
    lock.lock();
    try {
      for (let number = 1; number <= 10; number++) note(number);
    } finally {
      lock.unlock();
    }
  } else {
    withLock(lock, () => {
      for (let number = 20; number <= 110; number += 10) note(number);
    });
  }
  // #endregion
}

async function main(): Promise<void> {
  await runThreads(import.meta.url, 2, shared);
  console.log(log.slice(1, 11).join(" "));
  console.log(log.slice(11).join(" "));
}
