// A thread that tells what it sees of itself.

import { isMainThread, parentPort, threadId, workerData } from "node:worker_threads";
import type { Description } from "./description.ts";

interface Thrown {
  stack: string;
}

const thrown: Thrown = { stack: "" };
try {
  throw new Error("on line 12");
} catch (error) {
  thrown.stack = (error as Error).stack ?? "";
}

const description: Description = {
  workerData,
  isMainThread,
  isWorker: threadId > 0,
  argv: process.argv.slice(1),
  url: import.meta.url,
  stack: thrown.stack,
};
parentPort?.postMessage(description);
