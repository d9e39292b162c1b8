// `download --worker`: fetches what others enqueue, until it is told to stop.

import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "bullmq";
import type { Dispatcher } from "undici";
import { startJobWorker } from "#lesson/08-processes/jobs/job-worker.ts";
import { watchRedis } from "#lesson/08-processes/jobs/reach-redis.ts";
import { realClock } from "#lesson/09-downloader/clock.ts";
import { openReport, type Report } from "#lesson/09-downloader/command/report.ts";
import type { Command, WorkerMode } from "#lesson/09-downloader/command/usage.ts";
import { onDisk } from "#lesson/09-downloader/download-error.ts";
import { exitCodes } from "#lesson/09-downloader/exit-code.ts";
import { openConnections } from "#lesson/09-downloader/http/connections.ts";
import { compileWasmOnce, createBufferFreer } from "#lesson/09-downloader/http/small-memory.ts";
import { toPlainLines } from "#lesson/09-downloader/plain-text.ts";
import { createFetchJob, openFolder } from "#lesson/09-downloader/queue/fetch-job.ts";
import { sweepJobs } from "#lesson/09-downloader/queue/job-folder.ts";
import {
  type QueuedFile,
  type QueuedResult,
  queueName,
  readReason,
} from "#lesson/09-downloader/queue/queued-file.ts";
import { limitRate } from "#lesson/09-downloader/rate-limit.ts";
import { stopGracefully } from "#solution/08-processes/graceful-stop.ts";
import { describeRedisPlace } from "#workbook/redis.ts";

/**
 * Runs until SIGINT or SIGTERM ends the program: what was begun goes back to the queue at once, and
 * the exit code is 0.
 *
 * @throws RedisAwayError; DownloadError if it cannot write into the folder
 */
export async function runWorker(
  { redisUrl, leaseMs }: WorkerMode,
  command: Command,
): Promise<never> {
  const { folder } = command.options;
  await onDisk(`write into ${folder}`, () => access(folder, constants.W_OK));
  const redis = await watchRedis(redisUrl, say);
  const report = openReport(command.style, { out: process.stdout, error: process.stderr });
  const fetchJob = createFetch(report, command);
  const giveBack = new AbortController();
  const worker = startJobWorker<QueuedFile, QueuedResult>(redisUrl, {
    folder,
    queueName,
    concurrency: command.filesAtOnce,
    lockMs: leaseMs,
    // A large file may outlive many workers: each attempt goes on where the last one was killed.
    maxStalls: 100,
    giveBack: giveBack.signal,
    async fetch(job, ...others) {
      try {
        return await fetchJob(job, ...others);
      } catch (error) {
        report.failed(job.url, toReason(error));
        throw error;
      }
    },
  });
  let cleaned = Promise.resolve();
  const cleanUp = ({ data, id = "" }: Job<QueuedFile>, how: "remove" | "abandon"): void => {
    const clean = openFolder(data, folder, id)[how]();
    cleaned = Promise.allSettled([cleaned, clean]).then(() => {});
  };
  worker.on("completed", (job, { file, sizeBytes, isVerified }) => {
    report.done(job.data.url, { file: join(folder, file), sizeBytes, isVerified });
    cleanUp(job, "remove");
  });
  worker.on("failed", (job) => {
    // Only a job that is dead has finished.
    if (job?.finishedOn !== undefined) cleanUp(job, "abandon");
  });
  worker.on("error", (error) => {
    // A job that is lost has been told of, and so has a Redis that is away.
    const isKnown = redis.client.status !== "ready" || /\block\b/.test(error.message);
    if (!isKnown) say(error.message);
  });
  redis.signal.addEventListener("abort", () => {
    say(explain(redis.signal.reason));
    // Without a Redis its clients keep asking for it, and would keep us here.
    process.exit(exitCodes.failed);
  });
  const close = (): Promise<void> => {
    // In this order, so that what is given back is not taken again by ourselves.
    const closed = worker.close();
    giveBack.abort();
    return closed;
  };
  stopGracefully({
    parts: [
      { name: "worker", stop: close },
      { name: "clean-up", stop: () => cleaned },
      { name: "report", stop: async () => report.close() },
    ],
    timeoutMs: 10_000,
  });
  const isOver = async (id: string) => (await redis.client.exists(`bull:${queueName}:${id}`)) === 0;
  await sweepJobs(folder, isOver).catch((error: unknown) => say(explain(error)));
  await worker.waitUntilReady();
  if (command.style === "json") process.stdout.write('{"type":"waiting"}\n');
  if (command.style === "bars") {
    const place = describeRedisPlace(redisUrl);
    process.stdout.write(`waiting for jobs in ${place}; Control-C gives back what is begun\n`);
  }
  return await new Promise<never>(() => {});
}

function createFetch(report: Report, { options, filesAtOnce, bytesPerSecond, proxies }: Command) {
  const { connections } = options;
  compileWasmOnce();
  const freeBuffers = createBufferFreer();
  // A file's own timeout is for its connections too, and nearly all have the same.
  const dispatchers = new Map<number, Dispatcher>();
  return createFetchJob({
    connections,
    takeBytes: limitRate(bytesPerSecond, realClock),
    openConnections(timeoutMs) {
      const all = { connections: connections * filesAtOnce, timeoutMs, proxies };
      const dispatcher = dispatchers.get(timeoutMs) ?? openConnections(all);
      dispatchers.set(timeoutMs, dispatcher);
      return dispatcher;
    },
    onEvent(url, event) {
      report.tell(url, event);
      if (event.type === "bytes") freeBuffers(event.writtenBytes);
    },
    onRetry: (url, error, waitMs) => report.retry(url, explain(error), waitMs),
  });
}

function say(line: string): void {
  process.stderr.write(`${toPlainLines(line)}\n`);
}

function toReason(error: unknown): Error {
  return readReason(error instanceof Error ? error.message : String(error));
}

function explain(error: unknown): string {
  return toReason(error).message;
}
