// What the log thread does: takes lines from the queue and writes many in one go if many wait.

import { writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { type LogHandle, openLogQueue } from "#lesson/04-queues/log-thread.ts";

const longestBatch = 256;
const { fileDescriptor, ...handle } = workerData as LogHandle & { fileDescriptor: number };
const queue = openLogQueue(handle);
let lines = 0;
try {
  for (const first of queue) {
    const batch = [first];
    while (batch.length < longestBatch) {
      const next = queue.tryGet();
      if (next === undefined) break;
      batch.push(next);
    }
    writeFileSync(fileDescriptor, `${batch.join("\n")}\n`);
    lines += batch.length;
  }
} finally {
  // If writing fails, no writer may wait for room forever.
  queue.close();
}
parentPort?.postMessage(lines);
