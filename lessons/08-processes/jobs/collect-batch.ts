// Waits for a batch and tells of each job as it ends. Nothing is taken away before all is told, so whoever collects may die.

import { type Job, Queue, QueueEvents } from "bullmq";
import { Redis } from "ioredis";
import { batchesQueue, defaultQueue, type FileJob, readNumber } from "./batch-jobs.ts";
import { connect } from "./redis-server.ts";

type Outcome<Result> = { result: Result } | { reason: string };

/** How a job ended: with a result, or dead for a reason. */
export type JobEnd<Result> = FileJob & Outcome<Result>;

export interface CollectOptions<Result> {
  /** Called with each end as soon as we hear of it, in any order. */
  onEnd?: (end: JobEnd<Result>) => void;
  /** Called once if, when all that has ended is told, jobs are still to come. */
  onWait?: () => Promise<void>;
  queueName?: string;
}

/** It has been collected already, or was never there. */
export class NoBatchError extends Error {
  override readonly name = "NoBatchError";
}

/** An event can be lost, by a Redis that starts again. What has become of a job is kept. */
const lookAgainMs = 5_000;

/**
 * Resolves with the ends of all jobs in the order of the batch, and forgets the batch.
 *
 * @throws NoBatchError
 */
export async function collectEnds<Result>(
  redisUrl: string,
  batch: string,
  { onEnd = () => {}, onWait, queueName = defaultQueue }: CollectOptions<Result> = {},
): Promise<JobEnd<Result>[]> {
  const connection = connect(redisUrl);
  const lastEventId = await findLastEvent(redisUrl, queueName);
  // They connect again by themselves, for as long as it takes.
  const events = new QueueEvents<Result>(queueName, { connection, lastEventId });
  events.on("error", () => {});
  const batches = new Queue<FileJob[]>(batchesQueue, { connection });
  batches.on("error", () => {});
  let timer: NodeJS.Timeout | undefined;
  try {
    const ends = new Ends<Result>(await findBatch(batches, batch), onEnd);
    await new Promise<void>((resolve, reject) => {
      const tell = (jobId: string, outcome: Outcome<Result>): void => {
        ends.add(jobId, outcome);
        if (ends.areAll) resolve();
      };
      const look = async (): Promise<void> => {
        await lookUp(batches, batch, tell).catch(reject);
        if (ends.areAll) resolve();
      };
      events.on("completed", ({ jobId, returnvalue }) => tell(jobId, { result: returnvalue }));
      events.on("failed", ({ jobId, failedReason }) => tell(jobId, { reason: failedReason }));
      timer = setInterval(look, lookAgainMs);
      look()
        .then(async () => {
          if (!ends.areAll) await onWait?.();
        })
        .catch(reject);
    });
    // Unless somebody else collects it, too.
    await (await batches.getJob(batch))?.remove();
    return ends.inOrder();
  } finally {
    clearInterval(timer);
    await Promise.all([events.close(), batches.close()]);
  }
}

/** What is known so far. */
class Ends<Result> {
  readonly #batch: Job<FileJob[]>;
  readonly #known = new Map<number, JobEnd<Result>>();
  readonly #onEnd: (end: JobEnd<Result>) => void;

  constructor(batch: Job<FileJob[]>, onEnd: (end: JobEnd<Result>) => void) {
    this.#batch = batch;
    this.#onEnd = onEnd;
  }

  get areAll(): boolean {
    return this.#known.size === this.#batch.data.length;
  }

  /** Does nothing for a job that is known already, or of another batch. */
  add(jobId: string, outcome: Outcome<Result>): void {
    const number = readNumber(jobId);
    const file = this.#batch.data[number];
    if (!file || !jobId.startsWith(`${this.#batch.id}-`) || this.#known.has(number)) return;
    const end = { ...file, ...outcome };
    this.#known.set(number, end);
    this.#onEnd(end);
  }

  inOrder(): JobEnd<Result>[] {
    return [...this.#known].sort(([a], [b]) => a - b).map(([, end]) => end);
  }
}

/** Tells of all jobs that have ended. */
async function lookUp<Result>(
  batches: Queue<FileJob[]>,
  batch: string,
  tell: (jobId: string, outcome: Outcome<Result>) => void,
): Promise<void> {
  const job = await findBatch(batches, batch);
  const results = await job.getChildrenValues<Result>();
  const reasons = await job.getIgnoredChildrenFailures();
  const readId = (key: string) => key.slice(key.lastIndexOf(":") + 1);
  for (const [key, result] of Object.entries(results)) tell(readId(key), { result });
  for (const [key, reason] of Object.entries(reasons)) tell(readId(key), { reason });
}

async function findBatch(batches: Queue<FileJob[]>, batch: string): Promise<Job<FileJob[]>> {
  const job = await batches.getJob(batch);
  if (!job) throw new NoBatchError(`there is no batch ${batch}`);
  return job;
}

/** Where the events begin that are newer than what we are going to look up. */
async function findLastEvent(redisUrl: string, queueName: string): Promise<string> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: null });
  try {
    const [last] = await client.xrevrange(`bull:${queueName}:events`, "+", "-", "COUNT", 1);
    return last?.[0] ?? "0-0";
  } finally {
    client.disconnect();
  }
}
