// A job of the queue by the real downloader: it goes on where another worker was killed, and its result counts once.

import type { Dispatcher } from "undici";
import { HopelessError } from "#lesson/08-processes/jobs/fetch-to-file.ts";
import type { FetchJob } from "#lesson/08-processes/jobs/job-worker.ts";
import { realClock } from "#lesson/09-downloader/clock.ts";
import { DownloadError, isFailure, onDisk } from "#lesson/09-downloader/download-error.ts";
import type { DownloadEvent } from "#lesson/09-downloader/download-options.ts";
import { type Complete, JobFolder } from "#lesson/09-downloader/queue/job-folder.ts";
import {
  isPlainName,
  type QueuedFile,
  type QueuedResult,
  writeReason,
} from "#lesson/09-downloader/queue/queued-file.ts";
import { limitRate, type TakeBytes } from "#lesson/09-downloader/rate-limit.ts";
import { download } from "#solution/09-downloader/download.ts";

export interface FetchJobOptions {
  connections: number;
  /** For all jobs together. */
  takeBytes: TakeBytes;
  openConnections(timeoutMs: number): Dispatcher;
  onEvent(url: string, event: DownloadEvent): void;
  onRetry(url: string, error: unknown, waitMs: number): void;
}

export function createFetchJob(worker: FetchJobOptions): FetchJob<QueuedFile, QueuedResult> {
  return async (job, folder, signal, jobId) => {
    try {
      const place = openFolder(job, folder, jobId);
      const earlier = await onDisk(`begin ${place.target}`, () => place.begin(job.options));
      const { sizeBytes, isVerified } = earlier ?? (await fetchInto(place, job, signal));
      return { url: job.url, file: job.file, sizeBytes, isVerified };
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      const passes = isFailure(error, "transient", "busy", "disk");
      throw new (passes ? Error : HopelessError)(writeReason(error), { cause: error });
    }
  };

  async function fetchInto(
    place: JobFolder,
    { url, options, bytesPerSecond = Number.POSITIVE_INFINITY }: QueuedFile,
    signal: AbortSignal,
  ): Promise<Complete> {
    try {
      const takeOwnBytes = limitRate(bytesPerSecond, realClock);
      const complete = await download(url, {
        ...options,
        file: place.file,
        connections: worker.connections,
        dispatcher: worker.openConnections(options.timeoutMs),
        signal,
        async takeBytes(bytes, signal) {
          await takeOwnBytes(bytes, signal);
          await worker.takeBytes(bytes, signal);
        },
        onEvent(event) {
          // Nobody wants to know where it is until then.
          worker.onEvent(url, "file" in event ? { ...event, file: place.target } : event);
        },
        onRetry: (error, waitMs) => worker.onRetry(url, error, waitMs),
      });
      return await onDisk(`name ${place.target}`, () => place.finish(complete));
    } catch (error) {
      await place.leave().catch(() => {});
      throw error;
    }
  }
}

/** @throws DownloadError `refused` for names that would lead out of the folder */
export function openFolder(
  { url, file, options }: QueuedFile,
  folder: string,
  jobId: string,
): JobFolder {
  const names = [file, jobId];
  if (!names.every(isPlainName)) {
    throw new DownloadError("refused", `expected a plain file name, got ${file}`);
  }
  return new JobFolder({ url, file, folder, jobId, overwrite: options.overwrite });
}
