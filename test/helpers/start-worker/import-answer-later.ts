// Like import-answer.ts, with top-level await.

import { parentPort } from "node:worker_threads";

const { join } = await import("#exercise/01-threads/join.ts");
parentPort?.postMessage(String(join));
