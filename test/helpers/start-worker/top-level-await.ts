// A thread that awaits before it speaks, which `require` cannot load.

import { parentPort } from "node:worker_threads";

const word: string = await Promise.resolve("awaited");
parentPort?.postMessage(word);
