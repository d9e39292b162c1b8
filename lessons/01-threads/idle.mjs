// A thread that says it is there and then waits to be terminated. Plain JavaScript starts fastest.

import { parentPort } from "node:worker_threads";

parentPort?.postMessage("here");
setInterval(() => {}, 1000);
