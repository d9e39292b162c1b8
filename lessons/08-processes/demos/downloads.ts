// Sixty downloads as jobs, two worker processes on any hosts, and a kill -9 for one of them.

import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { collectBatch, enqueueBatch } from "#lesson/08-processes/jobs/download-jobs.ts";
import { exitUnavailable, openRedis } from "#lesson/08-processes/jobs/redis-server.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";

const redis = await openRedis();
if (redis) {
  const folder = mkdtempSync(join(tmpdir(), "interleave-downloads-"));
  const server = await startFileServer({ count: 60, latencyMs: 50 });
  // #region workers
  const env = { ...process.env, REDIS_URL: redis.url };
  const start = () =>
    startProcess(new URL("../jobs/worker.ts", import.meta.url), [folder, "4", "2000"], { env });
  const [victim, other] = [start(), start()];
  await Promise.all([once(victim, "message"), once(other, "message")]);
  // #endregion

  // #region batch
  const files = server.urls.map((url, index) => ({ url, file: `file-${index}` }));
  const batch = await enqueueBatch(redis.url, files);
  while (server.requests < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  victim.kill("SIGKILL");
  const { downloaded, failed } = await collectBatch(redis.url, batch);
  // #endregion

  const whole = readdirSync(folder).filter((name) => !name.endsWith(".part"));
  console.log(`results ${downloaded.length}, files ${whole.length}, dead jobs ${failed.length}`);
  other.kill("SIGTERM");
  await once(other, "exit");
  await Promise.all([redis.stop(), server.close()]);
  rmSync(folder, { recursive: true });
} else process.exitCode = exitUnavailable;
