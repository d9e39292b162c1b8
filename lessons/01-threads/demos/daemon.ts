// Three ends of a thread that would run forever: by force, by asking, and as a daemon.

import { once } from "node:events";
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

if (isMainThread) main();
else {
  // #region cook
  try {
    parentPort?.postMessage("cooking");
    Atomics.wait(workerData, 0, 0);
  } finally {
    parentPort?.postMessage("  the kitchen is clean");
  }
  // #endregion
}

async function main(): Promise<void> {
  const [forced, asked, daemon] = [await startCook(), await startCook(), await startCook()];
  // #region ends
  console.log("forced:");
  await forced.cook.terminate();

  console.log("asked:");
  Atomics.store(asked.flag, 0, 1);
  Atomics.notify(asked.flag, 0);
  await once(asked.cook, "exit");

  console.log("daemon:");
  daemon.cook.unref();
  console.log("the program ends here");
  // #endregion
}

async function startCook(flag = new Int32Array(new SharedArrayBuffer(4))) {
  const cook = startWorker(import.meta.url, { workerData: flag });
  await once(cook, "message");
  return { cook: cook.on("message", (message) => console.log(message)), flag };
}
