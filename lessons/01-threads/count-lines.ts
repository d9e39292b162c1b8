// A thread that counts the lines of the file it is told, and fails if there is none.

import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

const text = readFileSync(new URL(workerData as string, import.meta.url), "utf8");
parentPort?.postMessage(text.trimEnd().split("\n").length);
