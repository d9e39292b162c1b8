// A thread that waits to be told what it is to run: then it runs it as if it had just been started with it.

import { createRequire, syncBuiltinESMExports } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const threads = require("node:worker_threads");
/** @type {import("node:worker_threads").MessagePort} */
const port = threads.workerData;
// What a thread of a lesson loads first, unless Node itself takes TypeScript.
if (!("typescript" in process.features && process.features.typescript)) require("tsx/cjs/api");

/** @type {import("./parked-threads.ts").Start} */
const { href, argv, env, workerData } = await new Promise((resolve) => {
  port.once("message", resolve);
});
port.close();
Reflect.set(threads, "workerData", workerData);
syncBuiltinESMExports();
process.argv.splice(1, process.argv.length, fileURLToPath(href), ...argv);
for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
Object.assign(process.env, env);
await import(href);
