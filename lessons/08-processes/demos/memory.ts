// Gives the same box of eggs to a thread and to a process: each takes one out.

import { once } from "node:events";
import { isMainThread, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";

const self = new URL(import.meta.url);

function takeOne(eggs: Int32Array): number {
  return Atomics.sub(eggs, 0, 1) - 1;
}

if (!isMainThread) {
  takeOne(workerData as Int32Array);
} else if (process.argv[2] === "child") {
  process.on("message", (eggs: Int32Array) => process.send?.(takeOne(eggs)));
} else {
  // #region main
  const eggs = new Int32Array(new SharedArrayBuffer(4)).fill(12);
  await once(startWorker(self, { workerData: eggs }), "exit");
  console.log(`after the thread: ${eggs[0]} eggs`);

  const child = startProcess(self, ["child"], { serialization: "advanced" });
  child.send(eggs);
  const [left] = await once(child, "message");
  console.log(`after the process: it has ${left}, we have ${eggs[0]}`);
  child.disconnect();
  // #endregion
}
