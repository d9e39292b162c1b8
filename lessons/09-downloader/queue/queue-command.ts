// `download --queue`: workers fetch, here and on other hosts; we enqueue the batch, wait for it, and tell.

import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { addBatch } from "#lesson/08-processes/jobs/batch-jobs.ts";
import { collectEnds, type JobEnd, NoBatchError } from "#lesson/08-processes/jobs/collect-batch.ts";
import type { OfWorker } from "#lesson/08-processes/jobs/job-worker.ts";
import { watchRedis } from "#lesson/08-processes/jobs/reach-redis.ts";
import { connect } from "#lesson/08-processes/jobs/redis-server.ts";
import { listenForInterrupt } from "#lesson/09-downloader/command/interrupt.ts";
import { openReport } from "#lesson/09-downloader/command/report.ts";
import type { Command, QueueMode } from "#lesson/09-downloader/command/usage.ts";
import { exitCodes, toExitCode } from "#lesson/09-downloader/exit-code.ts";
import { toPlainLines } from "#lesson/09-downloader/plain-text.ts";
import {
  describeJobs,
  type QueuedFile,
  type QueuedResult,
  queueName,
  readReason,
} from "#lesson/09-downloader/queue/queued-file.ts";
import { describeRedisPlace } from "#workbook/redis.ts";

/** If something fails in passing. Each attempt goes on where the one before had to stop. */
const maxAttempts = 3;

/**
 * Runs the command, prints, and returns its exit code.
 *
 * @throws RedisAwayError, UsageError
 */
export async function runQueue(
  { redisUrl, batch: known }: QueueMode,
  urls: readonly string[],
  command: Command,
): Promise<number> {
  const jobs = known === undefined ? describeJobs(urls, command) : [];
  const redis = await watchRedis(redisUrl, complain);
  const place = describeRedisPlace(redisUrl);
  const run = await readRun(redis.client);
  const { signal, stopListening } = listenForInterrupt("interrupted");
  const report = openReport(command.style, { out: process.stdout, error: process.stderr });
  let batch = known;
  redis.signal.addEventListener("abort", () => leave(redis.signal.reason, exitCodes.failed));
  signal.addEventListener("abort", () => leave(signal.reason, exitCodes.interrupted));
  try {
    batch ??= await enqueue(redisUrl, jobs, command);
    const ends = await collectEnds<OfWorker<QueuedResult>>(redisUrl, batch, {
      queueName,
      async onWait() {
        if (command.style === "bars") await offerWorker(redisUrl);
      },
      onEnd(end) {
        if ("result" in end) report.done(end.url, end.result);
        else report.failed(end.url, readReason(end.reason));
      },
    });
    const codes = ends.map(toCode);
    return codes.find((code) => code !== exitCodes.ok) ?? exitCodes.ok;
  } catch (error) {
    if (!(error instanceof NoBatchError)) throw error;
    const hasRestarted = run !== undefined && (await readRun(redis.client)) !== run;
    const why = hasRestarted
      ? "it has started again and lost it; enqueue the files again"
      : "collected already, or never there";
    complain(`${error.message} in ${place}: ${why}`);
    return exitCodes.failed;
  } finally {
    report.close();
    stopListening();
    redis.close();
  }

  /** At once: the clients of a Redis that is away ask for it without end, and would keep us here. */
  function leave(reason: Error, code: number): never {
    report.close();
    explainLeaving(reason);
    process.exit(code);
  }

  function explainLeaving({ message }: Error): void {
    const again = `npm start -- download --queue ${place} --collect ${batch}`;
    if (batch === undefined) complain(`${message}; the batch may not be enqueued`);
    else complain(`${message}; the batch goes on without us, to be collected by\n  ${again}`);
  }
}

async function enqueue(
  redisUrl: string,
  jobs: readonly QueuedFile[],
  { style, options }: Command,
): Promise<string> {
  const attempts = Math.min(maxAttempts, 1 + options.retries);
  const batch = await addBatch(redisUrl, jobs, { queueName, attempts });
  const files = jobs.length;
  if (style === "json") say(JSON.stringify({ type: "batch", batch, files }));
  if (style === "bars") say(`batch ${batch}: ${files} ${files === 1 ? "file" : "files"}`);
  return batch;
}

/** What Redis calls the run of its process: another after each start. Undefined where it does not say. */
async function readRun(client: Redis): Promise<string | undefined> {
  const info = await client.info("server").catch(() => "");
  return /^run_id:(\w+)/m.exec(info)?.[1];
}

/** Tells how to start a worker if nobody has. */
async function offerWorker(redisUrl: string): Promise<void> {
  const queue = new Queue(queueName, { connection: connect(redisUrl) });
  try {
    if ((await queue.getWorkersCount()) > 0) return;
    say("no worker is there yet; this starts one, here or on another host:");
    say(`  npm start -- download --worker ${describeRedisPlace(redisUrl)} -d DIR`);
  } finally {
    await queue.close();
  }
}

function toCode(end: JobEnd<unknown>): number {
  return "reason" in end ? toExitCode(readReason(end.reason)) : exitCodes.ok;
}

function say(line: string): void {
  process.stdout.write(`${toPlainLines(line)}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${toPlainLines(line)}\n`);
}
