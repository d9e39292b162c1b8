// Sends a process two signals that end it: one can be heard, the other cannot.

import { once } from "node:events";
import { startProcess } from "#lesson/08-processes/start-process.ts";

if (process.argv[2] === "cook") {
  // #region cook
  process.on("SIGTERM", () => {
    process.send?.("let me finish the soup");
  });
  // #endregion
  // It works until it is told to stop.
  setInterval(() => {}, 1_000);
  process.send?.("ready");
} else {
  const cook = startProcess(new URL(import.meta.url), ["cook"]);
  await once(cook, "message");
  // #region main
  cook.kill("SIGTERM");
  const [answer] = await once(cook, "message");
  console.log(`SIGTERM: “${answer}”, and it is still there`);

  cook.kill("SIGKILL");
  const [code, signal] = await once(cook, "exit");
  console.log(`SIGKILL: exit code ${code}, signal ${signal}`);
  // #endregion
}
