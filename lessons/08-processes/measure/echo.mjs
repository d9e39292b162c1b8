// Answers each message by the message, and `memory` by the bytes that this process has in memory.

import { parentPort } from "node:worker_threads";

if (parentPort) {
  parentPort.on("message", (message) => parentPort?.postMessage(answer(message)));
  parentPort.postMessage("ready");
} else {
  process.on("message", (message) => process.send?.(answer(message)));
  process.send?.("ready");
}

/** @param {unknown} message */
function answer(message) {
  return message === "memory" ? process.memoryUsage.rss() : message;
}
