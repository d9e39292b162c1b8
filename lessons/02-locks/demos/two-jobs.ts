// Two threads write seats 1 to 10 and 11 to 20 into one list, each undisturbed by the other.

import { isMainThread, workerData } from "node:worker_threads";
import { withLock } from "#lesson/02-locks/lock.ts";
import { meet, runThreads, share } from "#lesson/02-locks/meet.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";

const shared = isMainThread ? { log: share(21), cells: share(1), gate: share(1) } : workerData;
const log = shared.log as Int32Array & { 0: number };
const lock = new Mutex(shared.cells);

function note(seat: number): void {
  log[++log[0]] = seat;
}

if (isMainThread) main();
else {
  meet(shared.gate, 2, 1);
  // #region jobs
  if (workerData.id === 0) {
    lock.lock();
    try {
      for (let seat = 1; seat <= 10; seat++) note(seat);
    } finally {
      lock.unlock();
    }
  } else {
    withLock(lock, () => {
      for (let seat = 11; seat <= 20; seat++) note(seat);
    });
  }
  // #endregion
}

async function main(): Promise<void> {
  await runThreads(import.meta.url, 2, shared);
  console.log(log.slice(1, 11).join(" "));
  console.log(log.slice(11).join(" "));
}
