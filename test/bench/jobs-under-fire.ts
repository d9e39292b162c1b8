// Downloads 1,000 files by jobs in Redis over four processes, one of which is killed every second: counts what became of each.
// npx tsx test/bench/jobs-under-fire.ts [JOBS] [WORKERS] [MILLISECONDS BETWEEN KILLS] [netns]
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { collectBatch, enqueueBatch } from "#lesson/08-processes/download-jobs.ts";
import { startRedis } from "#lesson/08-processes/redis-server.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";
import { describeMachine } from "./harness/machine.ts";
import { startWorkers } from "./jobs/workers.ts";

const [jobs, workerCount, everyMs] = [1_000, 4, 1_000].map((usual, index) =>
  Number(process.argv[index + 2] ?? usual),
) as [number, number, number];

if (!findRedisServer()) {
  console.log(redisIsMissing);
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), "interleave-jobs-"));
const sizeBytes = 16_384;
const redis = await startRedis();
const server = await startFileServer({ count: jobs, sizeBytes, latencyMs: 100 });
const workers = await startWorkers(workerCount, {
  redisUrl: redis.url,
  folder,
  concurrency: 2,
  lockMs: 1_000,
});
const gun = setInterval(() => workers.killNext(), everyMs);
const started = performance.now();
const batch = await enqueueBatch(
  redis.url,
  server.urls.map((url, number) => ({ url, file: `file-${number}` })),
);
const { downloaded, failed } = await collectBatch(redis.url, batch);
const seconds = (performance.now() - started) / 1_000;
clearInterval(gun);
const requests = server.requests;
await workers.stop();

const right = server.urls.filter((_, number) => {
  const expected = Buffer.alloc(sizeBytes, `file ${number} `);
  return readFileSync(join(folder, `file-${number}`)).equals(expected);
}).length;
const sha256 = (file: string) =>
  createHash("sha256")
    .update(readFileSync(join(folder, file)))
    .digest("hex");
const lines = {
  "workers killed by kill -9": workers.kills,
  "results collected": downloaded.length,
  "results whose checksum is that of the file": downloaded.filter(
    (one) => one.sha256 === sha256(one.file),
  ).length,
  "files that are right, byte for byte": right,
  "jobs lost": jobs - downloaded.length - failed.length,
  "jobs dead": failed.length,
  "fetched more than once": requests - jobs,
  "parts left by the dead": readdirSync(folder).filter((name) => name.endsWith(".part")).length,
};
console.log(
  `${describeMachine()}; ${jobs} jobs, ${workerCount} workers, ${seconds.toFixed(1)} s\n`,
);
for (const [what, number] of Object.entries(lines))
  console.log(`${String(number).padStart(6)} ${what}`);
await redis.stop();
await server.close();
rmSync(folder, { recursive: true, force: true });
if (right !== jobs || downloaded.length !== jobs) process.exitCode = 1;
