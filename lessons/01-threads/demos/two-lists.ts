// Two threads build lists of 10 and of 1,000,000 numbers; each measures its own time.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

// #region build
function build(length: number): { length: number; ms: number } {
  const started = performance.now();
  const numbers = Array.from({ length }, (_, index) => index);
  return { length: numbers.length, ms: performance.now() - started };
}
// #endregion

if (isMainThread) main();
else {
  parentPort?.postMessage(build(workerData as number));
}

async function main(): Promise<void> {
  const started = performance.now();
  const threads = [10, 1_000_000].map((length) =>
    join<ReturnType<typeof build>>(startWorker(import.meta.url, { workerData: length })),
  );
  const [short, long] = await Promise.all(threads);
  const totalMs = performance.now() - started;
  if (short && long) {
    console.log(`${short.length} numbers: ${short.ms.toFixed(2)} ms`);
    console.log(`${long.length} numbers: ${long.ms.toFixed(1)} ms`);
    console.log(`both threads, start to join: ${Math.round(totalMs)} ms`);
  }
}
