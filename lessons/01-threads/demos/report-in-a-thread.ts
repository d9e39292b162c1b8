// The same report in a thread: the request is answered while the thread adds up.

import { Worker } from "node:worker_threads";

// #region report
setTimeout(() => console.log("Ann gets her ticket."), 0);
console.log("The report is due.");
const worker = new Worker(new URL("../report.mjs", import.meta.url));
worker.on("message", (sum) => console.log(`The report says ${sum} euros.`));
// #endregion
