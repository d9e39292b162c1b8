// Two jobs note 1 … 10 and 20 … 110 in one log, each undisturbed by the other.

import { isMainThread, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, share } from "#lesson/02-locks/meet.ts";
import { join } from "#solution/01-threads/join.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const log = isMainThread ? share(21) : (workerData.log as Int32Array);
const shared = isMainThread ? { log, lock: share(1), gate: share(1) } : workerData;
const lock = new Mutex(shared.lock);

function note(number: number): void {
  log[++(log as { 0: number })[0]] = number;
}

if (isMainThread) {
  const start = (job: string) => startWorker(import.meta.url, { workerData: { ...shared, job } });
  await Promise.all([join(start("ones")), join(start("tens"))]);
  console.log(log.slice(1, 11).join(" "));
  console.log(log.slice(11).join(" "));
} else {
  meet(shared.gate, 2, 1);
  // #region jobs
  if (workerData.job === "ones") {
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
