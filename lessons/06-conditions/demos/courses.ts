// Three cooks, two courses: with a barrier, nobody cooks the second while the first is unfinished.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";
import { Barrier } from "#solution/06-conditions/barrier.ts";

const cooks = ["soup", "salad", "bread"];
const courses = ["first course", "second course"];

if (isMainThread) main();
else {
  const cells = workerData as Int32Array;
  const cooked = cells.subarray(Barrier.length);
  const said: string[] = [];
  // #region cook
  const barrier = new Barrier(cells.subarray(0, Barrier.length), cooks.length);
  for (const [course, name] of courses.entries()) {
    Atomics.add(cooked, course, 1);
    if (barrier.wait()) said.push(`${name}: ${cooked[course]} dishes`);
  }
  // #endregion
  parentPort?.postMessage(said);
}

async function main(): Promise<void> {
  const cells = new Int32Array(new SharedArrayBuffer(4 * (Barrier.length + courses.length)));
  const results = cooks.map(() =>
    join<string[]>(startWorker(import.meta.url, { workerData: cells })),
  );
  const said = (await Promise.all(results)).flat();
  for (const line of said.sort()) console.log(line);
}
