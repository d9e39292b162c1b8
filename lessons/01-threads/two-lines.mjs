// A thread that prints a line in two ways and then says, in shared memory, that it has done so.

import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

// #region lines
console.log("thread, by console.log");
writeSync(1, "thread, by writeSync\n");
// #endregion
Atomics.store(workerData, 0, 1);
Atomics.notify(workerData, 0);
