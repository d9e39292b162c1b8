// Starts a process, sends it an order, gets an answer, and lets it end.

import { once } from "node:events";
import { startProcess } from "#lesson/08-processes/start-process.ts";

if (process.argv[2] === "printer") {
  // #region printer
  process.on("message", (seat: string) => {
    process.send?.(`ticket for ${seat}`);
  });
  // #endregion
} else {
  // #region shop
  const printer = startProcess(new URL(import.meta.url), ["printer"]);
  console.log(`another process: ${printer.pid !== process.pid}`);

  printer.send("seat 12");
  const [answer] = await once(printer, "message");
  console.log(answer);

  printer.disconnect();
  const [code, signal] = await once(printer, "exit");
  console.log(`it has ended: code ${code}, signal ${signal}`);
  // #endregion
}
