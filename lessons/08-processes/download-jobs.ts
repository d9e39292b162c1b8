// A batch of downloads as jobs in Redis: whoever enqueues, fetches and collects may be on any host.

import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { FlowProducer, type Job, Queue, UnrecoverableError, Worker } from "bullmq";
import {
  type Download,
  type Downloaded,
  type FetchToFile,
  fetchToFile,
  HopelessError,
} from "./fetch-to-file.ts";
import { connect } from "./redis-server.ts";

export interface BatchResult {
  downloaded: (Downloaded & { worker: string })[];
  failed: (Download & { reason: string })[];
}

export interface EnqueueOptions {
  /** How often a job is tried before it is dead; default 5. */
  attempts?: number;
  /** Before the second attempt; twice as long before each one after it. Default 1,000. */
  firstPauseMs?: number;
}

export interface DownloadWorkerOptions {
  /** Where the files go; a folder that all workers share, if there are several. */
  folder: string;
  /** How many jobs at once; default 8. */
  concurrency?: number;
  fetch?: FetchToFile;
  /** So long after a worker died, its jobs are taken for stalled; default 30,000. */
  lockMs?: number;
}

const downloads = "downloads";
const batchQueue = (batch: string) => `batch-${batch}`;

/**
 * Adds a job for each download, and one for the batch that waits for them all.
 *
 * @returns the batch's name, for `collectBatch`
 */
export async function enqueueBatch(
  redisUrl: string,
  batch: readonly Download[],
  { attempts = 5, firstPauseMs = 1_000 }: EnqueueOptions = {},
): Promise<string> {
  const id = randomUUID();
  const producer = new FlowProducer({ connection: connect(redisUrl) });
  try {
    await producer.add({
      name: "collect",
      queueName: batchQueue(id),
      data: batch,
      children: batch.map((data, number) => ({
        name: "download",
        queueName: downloads,
        data,
        opts: {
          jobId: `${id}-${number}`,
          attempts,
          backoff: { type: "exponential", delay: firstPauseMs },
          // A dead job does not hold up the batch: its reason is collected.
          ignoreDependencyOnFailure: true,
          removeOnComplete: true,
        },
      })),
    });
  } finally {
    await producer.close();
  }
  return id;
}

/** Fetches jobs of all batches until it is closed. `close()` lets those that it has begun finish. */
export function startDownloadWorker(
  redisUrl: string,
  { folder, concurrency = 8, fetch = fetchToFile, lockMs = 30_000 }: DownloadWorkerOptions,
): Worker<Download, BatchResult["downloaded"][number]> {
  const worker = `${hostname()}:${process.pid}`;
  const run = async (job: Job<Download>, _token?: string, signal?: AbortSignal) => {
    try {
      return { ...(await fetch(job.data, folder, signal ?? new AbortController().signal)), worker };
    } catch (error) {
      if (error instanceof HopelessError) throw new UnrecoverableError(error.message);
      throw error;
    }
  };
  return new Worker(downloads, run, {
    connection: connect(redisUrl),
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    // A job that kills its worker every time is dead after so many of them.
    maxStalledCount: 10,
  });
}

/**
 * Waits until each job of the batch is done or dead. If whoever collects dies too, another can
 * collect the same batch.
 */
export async function collectBatch(redisUrl: string, batch: string): Promise<BatchResult> {
  const connection = connect(redisUrl);
  const result = await new Promise<BatchResult>((resolve, reject) => {
    const collector = new Worker(batchQueue(batch), readResults, { connection });
    collector.on("completed", (_job, result) => {
      collector.close().then(() => resolve(result), reject);
    });
  });
  const queue = new Queue(batchQueue(batch), { connection });
  await queue.obliterate();
  await queue.close();
  return result;
}

async function readResults(job: Job<Download[]>): Promise<BatchResult> {
  const downloaded: BatchResult["downloaded"] = Object.values(await job.getChildrenValues());
  const reasons = Object.entries(await job.getIgnoredChildrenFailures());
  const failed = reasons.flatMap(([key, reason]) => {
    // A job's number in the batch is the end of its key.
    const download = job.data[Number(key.slice(key.lastIndexOf("-") + 1))];
    return download ? [{ ...download, reason }] : [];
  });
  return { downloaded, failed };
}
