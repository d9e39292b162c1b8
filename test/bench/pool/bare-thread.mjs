// A thread without a pool: answers every message by a message.

import { parentPort } from "node:worker_threads";
import run from "./tasks.mjs";

parentPort?.on("message", ([id, task]) => parentPort?.postMessage([id, run(task)]));
