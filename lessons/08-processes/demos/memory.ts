// Gives the same count of free seats to a thread and to a process: each sells one.

import { once } from "node:events";
import { isMainThread, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";

const self = new URL(import.meta.url);

function sellOne(seats: Int32Array): number {
  return Atomics.sub(seats, 0, 1) - 1;
}

if (!isMainThread) {
  sellOne(workerData as Int32Array);
} else if (process.argv[2] === "child") {
  process.on("message", (seats: Int32Array) => process.send?.(sellOne(seats)));
} else {
  // #region main
  const seats = new Int32Array(new SharedArrayBuffer(4)).fill(12);
  await once(startWorker(self, { workerData: seats }), "exit");
  console.log(`after the thread: ${seats[0]} seats`);

  const child = startProcess(self, ["child"], { serialization: "advanced" });
  child.send(seats);
  const [left] = await once(child, "message");
  console.log(`after the process: it has ${left}, we have ${seats[0]}`);
  child.disconnect();
  // #endregion
}
