// A worker process for downloads: REDIS_URL=redis://host:6379 npx tsx lessons/08-processes/jobs/worker.ts FOLDER

import { stopGracefully } from "#solution/08-processes/graceful-stop.ts";
import { startDownloadWorker } from "./download-jobs.ts";

const [folder = "downloads", concurrency = "8", lockMs = "30000"] = process.argv.slice(2);
const redisUrl = process.env.REDIS_URL ?? "redis://127.0.0.1:6379";

const worker = startDownloadWorker(redisUrl, {
  folder,
  concurrency: Number(concurrency),
  lockMs: Number(lockMs),
});
// A Redis that is away for a while is no reason to end; a job that fails is told to its queue. One whose lock was lost,
// because this process stood still for too long, has gone to another worker.
worker.on("error", ({ message }) => {
  if (!/\block\b/.test(message)) console.error(`worker ${process.pid}: ${message}`);
});
stopGracefully({ parts: [{ name: "worker", stop: () => worker.close() }], timeoutMs: 30_000 });

await worker.waitUntilReady();
process.send?.("ready");
