// Downloads 1,000 files by jobs in Redis over four processes, one of which is killed every second: counts what became of each.
// npx tsx test/bench/jobs/jobs-under-fire.bench.ts [JOBS] [BYTES] [WORKERS] [MILLISECONDS] [ADDRESS HOST HOST]
// jobs-across-hosts.ts gives the last three: where to listen, and the namespaces of the workers.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addBatch } from "#lesson/08-processes/jobs/batch-jobs.ts";
import { collectEnds } from "#lesson/08-processes/jobs/collect-batch.ts";
import { startRedis } from "#lesson/08-processes/jobs/redis-server.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import {
  describeJobs,
  type QueuedResult,
  queueName,
} from "#lesson/09-downloader/queue/queued-file.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";
import { describeMachine } from "../harness/machine.ts";
import { contentOf, serveFiles } from "./serve-files.ts";
import { startWorkers } from "./workers.ts";

const words = process.argv.slice(2);
const [jobs = "1000", bytes = "16384", workerCount = "4", everyMs = "1000"] = words;
const [address = "127.0.0.1", ...hosts] = words.slice(4);
if (!findRedisServer()) {
  console.log(redisIsMissing);
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), "interleave-jobs-"));
const redis = await startRedis(address);
const sizeBytes = Number(bytes);
const server = await serveFiles({
  count: Number(jobs),
  sizeBytes,
  latencyMs: 100,
  bytesPerSecond: 2 ** 20,
  host: address,
});
const workers = await startWorkers(Number(workerCount), {
  redisUrl: redis.url,
  folder,
  jobs: 2,
  leaseSeconds: 2,
  prefixOf(place) {
    const host = hosts[place % hosts.length];
    return host === undefined ? [] : ["ip", "netns", "exec", host];
  },
});
const gun = setInterval(() => workers.killNext(), Number(everyMs));
const startedAt = performance.now();
const command = parseCommand(["--queue", redis.url, ...server.urls]);
if (!command) throw new Error("expected a command");
const files = describeJobs(server.urls, command);
const batch = await addBatch(redis.url, files, { queueName, attempts: 3 });
const ends = await collectEnds<QueuedResult>(redis.url, batch, { queueName });
const seconds = (performance.now() - startedAt) / 1_000;
clearInterval(gun);
await workers.stop();

const read = (file: string) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file)) : Buffer.alloc(0);
const right = files.filter(({ file }, number) => read(file).equals(contentOf(number, sizeBytes)));
const results = ends.filter((end) => "result" in end);
const neededBytes = files.length * sizeBytes;
const twice = (100 * (server.sentBytes - neededBytes)) / neededBytes;
const lines = {
  "workers killed by kill -9": workers.kills,
  "results collected": results.length,
  "files that are right, byte for byte": right.length,
  "jobs lost": files.length - ends.length,
  "jobs dead": ends.length - results.length,
  "files that more than one request was for": server.requests.filter((times) => times > 1).length,
  "percent of the bytes sent twice": twice.toFixed(2),
  "files beside them": readdirSync(folder).length - right.length,
};
console.log(`${describeMachine()}; ${workerCount} workers, ${seconds.toFixed(1)} s\n`);
for (const [what, number] of Object.entries(lines))
  console.log(`${String(number).padStart(6)} ${what}`);
for (const end of ends) if ("reason" in end) console.log(`${end.url}: ${end.reason}`);
await redis.stop();
server.close();
rmSync(folder, { recursive: true, force: true });
if (right.length !== files.length || results.length !== files.length) process.exitCode = 1;
