// A thread that boils water: kitchen time is the one thing in this lesson that a timer decides.

import { parentPort } from "node:worker_threads";

setTimeout(() => {
  console.log("The water boils.");
  parentPort?.postMessage("hot water");
}, 50);
