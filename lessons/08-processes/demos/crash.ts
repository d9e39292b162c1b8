// Two parts of a server, one of which crashes as native code does: first as threads, then as processes.

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
} else if (role === "threads") {
  startWorker(self);
  process.on("message", () => process.send?.("a ticket"));
} else if (role === "shop") {
  process.on("message", () => process.send?.("a ticket"));
} else {
  // #region main
  const server = startProcess(self, ["threads"]);
  const [, signal] = await once(server, "exit");
  console.log(`threads: one crashes, and all end with ${signal}`);

  const shop = startProcess(self, ["shop"]);
  const [, other] = await once(startProcess(self, ["crash"]), "exit");
  shop.send("a ticket, please");
  const [answer] = await once(shop, "message");
  console.log(`processes: one ends with ${other}, another sells ${answer}`);
  shop.disconnect();
  // #endregion
}
