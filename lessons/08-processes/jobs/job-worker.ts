// A worker of a queue of files: runs jobs, gives them back when it has to stop, drops those that it has lost.

import { hostname } from "node:os";
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import { defaultQueue, type FileJob } from "./batch-jobs.ts";
import { HopelessError } from "./fetch-to-file.ts";
import { connect } from "./redis-server.ts";

/** A HopelessError makes the job dead at once; any other is a reason to try again. */
export type FetchJob<Data, Result> = (
  data: Data,
  folder: string,
  signal: AbortSignal,
  /** The same at each attempt, and of no other job. */
  jobId: string,
) => Promise<Result>;

export interface JobWorkerOptions<Data, Result> {
  /** Where the files go; a folder that all workers share, if there are several. */
  folder: string;
  fetch: FetchJob<Data, Result>;
  /** How many jobs at once; default 8. */
  concurrency?: number;
  /** So long after a worker died, its jobs are taken for stalled; default 30,000. */
  lockMs?: number;
  /** A job that has stalled more often is dead: it may be what kills the workers. Default 10. */
  maxStalls?: number;
  queueName?: string;
  /** When it aborts, jobs that were begun go back, and others may have them. Then `close()`. */
  giveBack?: AbortSignal;
}

export type OfWorker<Result> = Result & {
  /** Host and process. */
  worker: string;
};

/** Why a job is ended though nothing is wrong with it. */
export class LeftJobError extends Error {
  override readonly name = "LeftJobError";
}

const longestCheckMs = 5_000;

/** Runs jobs of all batches until it is closed. `close()` lets those that it has begun finish. */
export function startJobWorker<Data extends FileJob, Result>(
  redisUrl: string,
  options: JobWorkerOptions<Data, Result>,
): Worker<Data, OfWorker<Result>> {
  const { folder, fetch, concurrency = 8, lockMs = 30_000, queueName = defaultQueue } = options;
  const { giveBack = new AbortController().signal, maxStalls = 10 } = options;
  const name = `${hostname()}:${process.pid}`;
  const running = new Map<string, AbortController>();
  const run = async (job: Job<Data>, token?: string) => {
    const { id = "", data } = job;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      giveBack.throwIfAborted();
      return { ...(await fetch(data, folder, controller.signal, id)), worker: name };
    } catch (error) {
      if (giveBack.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (error instanceof HopelessError) throw new UnrecoverableError(error.message);
      throw error;
    } finally {
      // We may have got it again meanwhile.
      if (running.get(id) === controller) running.delete(id);
    }
  };
  const worker = new Worker<Data, OfWorker<Result>>(queueName, run, {
    connection: connect(redisUrl),
    concurrency,
    lockDuration: lockMs,
    stalledInterval: Math.min(lockMs, longestCheckMs),
    maxStalledCount: maxStalls,
  });
  const onGiveBack = () => {
    for (const job of running.values()) job.abort(new LeftJobError("given back to the queue"));
  };
  giveBack.addEventListener("abort", onGiveBack, { once: true });
  // Another worker may have them by now. What both have done by then must do no harm.
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) running.get(id)?.abort(new LeftJobError("lost to another worker"));
  });
  return worker;
}
