// A thread lowers two prices: one in memory that it shares with us, one in a copy.

import { isMainThread, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

if (isMainThread) main();
else {
  workerData.shared[0] = 199;
  workerData.copied[0] = 199;
}

async function main(): Promise<void> {
  // #region prices
  const shared = new Int32Array(new SharedArrayBuffer(4)).fill(250);
  const copied = new Int32Array(1).fill(250);
  await join(startWorker(import.meta.url, { workerData: { shared, copied } }));
  console.log(`shared: ${shared[0]}, copied: ${copied[0]}`);
  // #endregion
}
