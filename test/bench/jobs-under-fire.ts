// Downloads 1,000 files by jobs in Redis over four processes, one of which is killed every second: counts what became of each.
// npx tsx test/bench/jobs-under-fire.ts [JOBS] [WORKERS] [MILLISECONDS] [ADDRESS HOST HOST]
// jobs-across-hosts.ts gives the last three: where to listen, and the namespaces of the workers.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectBatch, enqueueBatch } from "#lesson/08-processes/download-jobs.ts";
import { startRedis } from "#lesson/08-processes/redis-server.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";
import { describeMachine } from "./harness/machine.ts";
import { contentOf, serveFiles } from "./jobs/serve-files.ts";
import { startWorkers } from "./jobs/workers.ts";

const [jobs = "1000", workerCount = "4", everyMs = "1000", address = "127.0.0.1", ...hosts] =
  process.argv.slice(2);
if (!findRedisServer()) {
  console.log(redisIsMissing);
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), "interleave-jobs-"));
const redis = await startRedis(address);
const server = await serveFiles(Number(jobs), 100, address);
const workers = await startWorkers(Number(workerCount), {
  redisUrl: redis.url,
  folder,
  concurrency: 2,
  lockMs: 1_000,
  prefixOf(place) {
    const host = hosts[place % hosts.length];
    return host === undefined ? [] : ["ip", "netns", "exec", host];
  },
});
const gun = setInterval(() => workers.killNext(), Number(everyMs));
const startedAt = performance.now();
const files = server.urls.map((url, number) => ({ url, file: `file-${number}` }));
const batch = await enqueueBatch(redis.url, files);
const { downloaded, failed } = await collectBatch(redis.url, batch);
const seconds = (performance.now() - startedAt) / 1_000;
clearInterval(gun);
await workers.stop();

const read = (file: string) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file)) : Buffer.alloc(0);
const sha256 = (file: string) => createHash("sha256").update(read(file)).digest("hex");
const right = files.filter(({ file }, number) => read(file).equals(contentOf(number))).length;
const lines = {
  "workers killed by kill -9": workers.kills,
  "results collected": downloaded.length,
  "results whose checksum is that of the file": downloaded.filter(
    (one) => one.sha256 === sha256(one.file),
  ).length,
  "files that are right, byte for byte": right,
  "jobs lost": files.length - downloaded.length - failed.length,
  "jobs dead": failed.length,
  "files fetched more than once": server.requests.filter((times) => times > 1).length,
  "parts left by the dead": readdirSync(folder).filter((name) => name.endsWith(".part")).length,
};
console.log(`${describeMachine()}; ${workerCount} workers, ${seconds.toFixed(1)} s\n`);
for (const [what, number] of Object.entries(lines))
  console.log(`${String(number).padStart(6)} ${what}`);
await redis.stop();
server.close();
rmSync(folder, { recursive: true, force: true });
if (right !== files.length || downloaded.length !== files.length) process.exitCode = 1;
