// A thread that imports a part of itself only when it needs it.

import { parentPort } from "node:worker_threads";

import("./word.ts").then(({ word }) => parentPort?.postMessage(word));
