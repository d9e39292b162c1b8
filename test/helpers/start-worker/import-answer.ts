// A thread that tells which answer to an exercise it was given.

import { parentPort } from "node:worker_threads";
import { join } from "#exercise/01-threads/join.ts";

parentPort?.postMessage(String(join));
