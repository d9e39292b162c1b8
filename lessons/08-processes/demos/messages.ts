// Starts a process, sends it an order, gets an answer, and lets it end.

import { once } from "node:events";
import { startProcess } from "#lesson/08-processes/start-process.ts";

if (process.argv[2] === "cook") {
  // #region cook
  process.on("message", (dish: string) => {
    process.send?.(`${dish} is ready`);
  });
  // #endregion
} else {
  // #region chef
  const cook = startProcess(new URL(import.meta.url), ["cook"]);
  console.log(`another process: ${cook.pid !== process.pid}`);

  cook.send("soup");
  const [answer] = await once(cook, "message");
  console.log(answer);

  cook.disconnect();
  const [code, signal] = await once(cook, "exit");
  console.log(`the cook went home: code ${code}, signal ${signal}`);
  // #endregion
}
