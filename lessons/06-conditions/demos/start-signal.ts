// Three cooks get ready; nobody begins before the start signal.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";
import { Event } from "#solution/06-conditions/event.ts";
import { Latch } from "#solution/06-conditions/latch.ts";

const cookCount = 3;

if (isMainThread) main();
else {
  const cells = workerData as Int32Array;
  // #region cook
  const ready = new Latch(cells, cookCount);
  const start = new Event(cells.subarray(Latch.length));
  ready.countDown();
  start.wait();
  parentPort?.postMessage(`a cook begins, the signal is ${describe(start)}`);
  // #endregion
}

async function main(): Promise<void> {
  const cells = new Int32Array(new SharedArrayBuffer(4 * (Latch.length + Event.length)));
  const cooks = Array.from({ length: cookCount }, () =>
    join<string>(startWorker(import.meta.url, { workerData: cells })),
  );
  // #region main
  const ready = new Latch(cells, cookCount);
  const start = new Event(cells.subarray(Latch.length));
  ready.wait();
  console.log(`all are ready, the signal is ${describe(start)}`);
  start.set();
  // #endregion
  for (const said of await Promise.all(cooks)) console.log(said);
}

function describe(event: Event): string {
  return event.isSet ? "set" : "not set";
}
