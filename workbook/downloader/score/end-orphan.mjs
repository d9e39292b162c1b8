// A thread of a player that ends it when the workbook is gone. Plain JavaScript: a thread that starts at once.

import process from "node:process";
import { workerData } from "node:worker_threads";

const cell = new Int32Array(new SharedArrayBuffer(4));
while (process.ppid === workerData) Atomics.wait(cell, 0, 0, 1_000);
// Its whole group, where there are groups.
process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
