// A thread that answers every message with the number of bytes in it.

import { parentPort } from "node:worker_threads";

parentPort?.on("message", (bytes: Uint8Array) => parentPort?.postMessage(bytes.length));
