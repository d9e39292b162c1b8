// Counts the threads of this process as the operating system does, before and after two more.

import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

const listing = "/proc/self/task";
const countThreads = (): number | string =>
  existsSync(listing) ? readdirSync(listing).length : "not listed on this system";
const idle = new URL("../idle.mjs", import.meta.url);

const before = { threads: countThreads(), bytes: process.memoryUsage.rss() };
const cooks = ["soup", "toast"].map((name) => startWorker(idle, { name }));
await Promise.all(cooks.map((cook) => once(cook, "message")));
const after = { threads: countThreads(), bytes: process.memoryUsage.rss() };

console.log(`process ${process.pid}, threads as the system counts them:`);
console.log(`  one of ours and Node's helpers: ${before.threads}`);
console.log(`  with two more of ours:          ${after.threads}`);
console.log(
  `memory: ${Math.max(1, Math.round((after.bytes - before.bytes) / 2 ** 20 / 2))} MB more for each`,
);

for (const cook of cooks) await cook.terminate();
