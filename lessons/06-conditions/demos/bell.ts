// The bell rings before the chef listens: once a bell alone, once a bell that leaves a trace.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

type Cells = Int32Array<SharedArrayBuffer>;

if (isMainThread) main();
else {
  // #region chef
  const outcome = Atomics.wait(workerData as Cells, 0, 0, 300);
  parentPort?.postMessage(outcome);
  // #endregion
}

async function main(): Promise<void> {
  // #region ring
  const bell: Cells = new Int32Array(new SharedArrayBuffer(4));
  Atomics.notify(bell, 0);
  console.log(`bell alone: ${await sendChef(bell)}`);

  Atomics.store(bell, 0, 1);
  Atomics.notify(bell, 0);
  console.log(`bell and trace: ${await sendChef(bell)}`);
  // #endregion
}

function sendChef(bell: Cells): Promise<string> {
  return join(startWorker(import.meta.url, { workerData: bell }));
}
