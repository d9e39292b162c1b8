// Measures what a thread and a process take of memory here: medians, as bars.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

const idle = new URL("../idle.mjs", import.meta.url);
const median = (sizes: number[]): number => sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;

const threads: Worker[] = [];
const threadSizes: number[] = [];
// The first makes room for what all of them share, so there are some more.
for (let round = 0; round < 5; round++) {
  const beforeBytes = process.memoryUsage.rss();
  const worker = startWorker(idle);
  await once(worker, "message");
  threadSizes.push(process.memoryUsage.rss() - beforeBytes);
  threads.push(worker);
}
await Promise.all(threads.map((worker) => worker.terminate()));

const ask = ["-p", "process.memoryUsage.rss()"];
const processSizes = [1, 2, 3].map(() => Number(execFileSync(process.execPath, ask)));

const [threadBytes, processBytes] = [median(threadSizes), median(processSizes)];
// Rounded before the ratio is taken, so that the printed figures agree with it.
const sizesMb = {
  thread: Math.max(1, Math.round(threadBytes / 2 ** 20)),
  process: Math.round(processBytes / 2 ** 20),
};
for (const [name, mb] of Object.entries(sizesMb)) {
  const bar = "█".repeat(Math.max(1, Math.round((mb / sizesMb.process) * 30)));
  console.log(`${name.padEnd(8)}${bar} ${mb} MB`);
}
console.log(
  `a process takes ${Math.round(sizesMb.process / sizesMb.thread)} times the memory of a thread`,
);
