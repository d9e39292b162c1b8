// A thread's console.log is printed by the main thread, once that has time for it.

import { Worker } from "node:worker_threads";

const done = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL("../two-lines.mjs", import.meta.url), { workerData: done });

// #region main
Atomics.wait(done, 0, 0); // sleeps until the thread has run both lines
console.log("main thread is awake");
// #endregion
