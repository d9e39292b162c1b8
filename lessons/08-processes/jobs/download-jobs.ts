// A batch of downloads as jobs in Redis: whoever enqueues, fetches and collects may be on any host.

import type { Worker } from "bullmq";
import { addBatch, type EnqueueOptions } from "./batch-jobs.ts";
import { collectEnds } from "./collect-batch.ts";
import { type Download, type Downloaded, type FetchToFile, fetchToFile } from "./fetch-to-file.ts";
import { type JobWorkerOptions, type OfWorker, startJobWorker } from "./job-worker.ts";

export interface BatchResult {
  downloaded: OfWorker<Downloaded>[];
  failed: (Download & { reason: string })[];
}

export interface DownloadWorkerOptions
  extends Omit<JobWorkerOptions<Download, Downloaded>, "fetch"> {
  fetch?: FetchToFile;
}

/**
 * Adds a job for each download, and one for the batch that keeps what came of them.
 *
 * @returns the batch's name, for `collectBatch`
 */
export function enqueueBatch(
  redisUrl: string,
  batch: readonly Download[],
  options: EnqueueOptions = {},
): Promise<string> {
  return addBatch(redisUrl, batch, options);
}

/** Fetches jobs of all batches until it is closed. `close()` lets those that it has begun finish. */
export function startDownloadWorker(
  redisUrl: string,
  { fetch = fetchToFile, ...options }: DownloadWorkerOptions,
): Worker<Download, OfWorker<Downloaded>> {
  return startJobWorker(redisUrl, { ...options, fetch });
}

/**
 * Waits until each job of the batch is done or dead. If whoever collects dies too, another can
 * collect the same batch.
 */
export async function collectBatch(redisUrl: string, batch: string): Promise<BatchResult> {
  const ends = await collectEnds<OfWorker<Downloaded>>(redisUrl, batch);
  return {
    downloaded: ends.flatMap((end) => ("result" in end ? [end.result] : [])),
    failed: ends.flatMap((end) => ("reason" in end ? [end] : [])),
  };
}
