// Downloads small files by 1, 2 and 4 workers: jobs in Redis, and the pools of threads and processes.
// npx tsx test/bench/jobs/jobs-and-pools.bench.ts [FILES]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import type { Pool } from "#lesson/07-pools/pool.ts";
import { addBatch, type FileJob } from "#lesson/08-processes/jobs/batch-jobs.ts";
import { collectEnds } from "#lesson/08-processes/jobs/collect-batch.ts";
import { startRedis } from "#lesson/08-processes/jobs/redis-server.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { describeJobs, queueName } from "#lesson/09-downloader/queue/queued-file.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";
import { ProcessPool } from "#solution/08-processes/process-pool.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";
import { describeMachine } from "../harness/machine.ts";
import { startWorkers } from "./workers.ts";

type Tasks = typeof import("./tasks.ts");
const tasks = new URL("./tasks.ts", import.meta.url);
const count = Number(process.argv[2] ?? 400);

if (!findRedisServer()) {
  console.log(redisIsMissing);
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), "interleave-jobs-"));
const redis = await startRedis();
console.log(
  `${describeMachine()}; ${count} files of 16 KiB, 20 ms each, one at a time per worker\n`,
);
console.log("workers   threads/s   processes/s   jobs/s   jobs to threads");
for (const size of [1, 2, 4]) {
  const threads = median(await threeTimes(() => byPool(new ThreadPool<Tasks>(tasks, { size }))));
  const processes = median(await threeTimes(() => byPool(new ProcessPool<Tasks>(tasks, { size }))));
  const jobs = median(await threeTimes(() => byQueue(size)));
  const cells = [threads, processes, jobs].map((rate) => rate.toFixed(0));
  const [a = "", b = "", c = ""] = cells;
  const ratio = (jobs / threads).toFixed(2);
  console.log(`${size}${a.padStart(18)}${b.padStart(14)}${c.padStart(9)}${ratio.padStart(18)}`);
}
await redis.stop();
rmSync(folder, { recursive: true, force: true });

async function threeTimes(measure: () => Promise<number>): Promise<number[]> {
  return [await measure(), await measure(), await measure()];
}

/** Files a second, the workers being started. */
async function byPool(pool: Pool<Tasks>): Promise<number> {
  const server = await serve();
  const warm = Array.from({ length: pool.size }, (_, index) =>
    fetchFirst(pool, server.files, index),
  );
  await Promise.all(warm);
  const startedAt = performance.now();
  const futures = server.files.map(({ url, file }) =>
    pool.submit("download", [url, join(folder, file)]),
  );
  await Promise.all(futures.map((future) => future.result()));
  const rate = (1_000 * count) / (performance.now() - startedAt);
  await pool.close();
  await server.close();
  return rate;
}

/** Each writes another file, since a download refuses one that another is writing. */
async function fetchFirst(pool: Pool<Tasks>, files: readonly FileJob[], index: number) {
  const url = files[0]?.url ?? "";
  await pool.submit("download", [url, join(folder, `warm-${index}`)]).result();
}

async function byQueue(size: number): Promise<number> {
  const server = await serve();
  const options = { redisUrl: redis.url, folder, jobs: 1, leaseSeconds: 30 };
  const workers = await startWorkers(size, options);
  await fetchAll(server.files.slice(0, size));
  const startedAt = performance.now();
  await fetchAll(server.files);
  const rate = (1_000 * count) / (performance.now() - startedAt);
  await workers.stop();
  await server.close();
  return rate;
}

async function fetchAll(files: readonly FileJob[]): Promise<void> {
  const urls = files.map(({ url }) => url);
  const command = parseCommand(["--queue", redis.url, "--overwrite", ...urls]);
  if (!command) throw new Error("expected a command");
  const batch = await addBatch(redis.url, describeJobs(urls, command), { queueName });
  const ends = await collectEnds(redis.url, batch, { queueName });
  if (!ends.every((end) => "result" in end)) throw new Error("expected all files");
}

async function serve(): Promise<{ files: FileJob[]; close(): Promise<void> }> {
  const server = await startFileServer({ count, sizeBytes: 16_384, latencyMs: 20 });
  const files = server.urls.map((url, number) => ({ url, file: `file-${number}` }));
  return { files, close: () => server.close() };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
