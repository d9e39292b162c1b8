// Measures what a task, a thread and a process cost to start here: medians of three, as bars.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

const idle = new URL("../idle.mjs", import.meta.url);

/** Milliseconds until the new one has answered; `start` returns what ends it again. */
async function measure(start: () => Promise<() => unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    const end = await start();
    times.push(performance.now() - started);
    await end();
  }
  return times.sort((a, b) => a - b)[1] ?? 0;
}

const taskMs = await measure(
  () => new Promise((resolve) => setImmediate(() => resolve(() => undefined))),
);
const threadMs = await measure(async () => {
  const worker = startWorker(idle);
  await once(worker, "message");
  return () => worker.terminate();
});
const processMs = await measure(async () => {
  const child = spawn(process.execPath, ["-e", "0"]);
  await once(child, "exit");
  return () => undefined;
});

const unit = Math.max(threadMs, processMs) / 30;
for (const [name, ms] of Object.entries({ task: taskMs, thread: threadMs, process: processMs })) {
  const bar = "█".repeat(Math.round(ms / unit)) || "▏";
  console.log(`${name.padEnd(8)}${bar} ${ms.toFixed(ms < 1 ? 2 : 0)} ms`);
}
