// A thread that wipes the counter every minute, until the kitchen closes: sleep against event.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";
import { Event } from "#solution/06-conditions/event.ts";

const minuteMs = 60_000;

if (isMainThread) main();
else {
  const closing = new Event(workerData as Int32Array);
  parentPort?.postMessage("started");
  // #region cleaner
  let minutes = 0;
  while (!closing.wait(minuteMs)) minutes++;
  parentPort?.postMessage(`wiped ${minutes} times, put the sponge away`);
  // #endregion
}

async function main(): Promise<void> {
  const closing = new Event(new Int32Array(new SharedArrayBuffer(4 * Event.length)));
  const cleaner = startWorker(import.meta.url, { workerData: closing.cells });
  const cleaned = join<string>(cleaner);
  await new Promise((resolve) => cleaner.once("message", resolve));
  const started = performance.now();
  closing.set();
  console.log(await cleaned);
  const shareOfMinute = (performance.now() - started) / minuteMs;
  console.log(`closed ${shareOfMinute < 1 ? "before" : "after"} the minute was over`);
}
