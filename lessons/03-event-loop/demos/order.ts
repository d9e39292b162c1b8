// In a callback of the event loop: what comes when?

import { readFile } from "node:fs";

// #region callback
readFile(new URL(import.meta.url), () => {
  setTimeout(() => console.log("a timer of 0 ms"), 0);
  setImmediate(() => console.log("an immediate"));
  Promise.resolve().then(() => console.log("a promise"));
  process.nextTick(() => console.log("a tick"));
  console.log("the callback itself");
});
// #endregion
