// Two cooks, one of whom crashes as native code does: first as threads, then as processes.

import { once } from "node:events";
import { isMainThread } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";

const self = new URL(import.meta.url);
const role = process.argv[2];

function crash(): void {
  process.kill(process.pid, "SIGSEGV");
}

if (!isMainThread || role === "crash") {
  crash();
} else if (role === "kitchen") {
  startWorker(self);
  process.on("message", () => process.send?.("soup"));
} else if (role === "cook") {
  process.on("message", () => process.send?.("soup"));
} else {
  // #region main
  const kitchen = startProcess(self, ["kitchen"]);
  const [, signal] = await once(kitchen, "exit");
  console.log(`threads: one crashes, and all end with ${signal}`);

  const cook = startProcess(self, ["cook"]);
  const [, other] = await once(startProcess(self, ["crash"]), "exit");
  cook.send("soup, please");
  const [dish] = await once(cook, "message");
  console.log(`processes: one ends with ${other}, another serves ${dish}`);
  cook.disconnect();
  // #endregion
}
