// Sends a process two signals that end it: one can be heard, the other cannot.

import { once } from "node:events";
import { startProcess } from "#lesson/08-processes/start-process.ts";

if (process.argv[2] === "worker") {
  // #region worker
  process.on("SIGTERM", () => {
    process.send?.("let me finish Ann’s order");
  });
  // #endregion
  // It works until it is told to stop.
  setInterval(() => {}, 1_000);
  process.send?.("ready");
} else {
  const worker = startProcess(new URL(import.meta.url), ["worker"]);
  await once(worker, "message");
  // #region main
  worker.kill("SIGTERM");
  const [answer] = await once(worker, "message");
  console.log(`SIGTERM: “${answer}”, and it is still there`);

  worker.kill("SIGKILL");
  const [code, signal] = await once(worker, "exit");
  console.log(`SIGKILL: exit code ${code}, signal ${signal}`);
  // #endregion
}
