// A batch as jobs in Redis: one for each file, and one that keeps their results until they are collected.

import { randomBytes } from "node:crypto";
import { FlowProducer } from "bullmq";
import { connect } from "./redis-server.ts";

/** What all jobs of a batch have; they may have more. */
export interface FileJob {
  url: string;
  /** A name without a folder. */
  file: string;
}

export interface EnqueueOptions {
  /** How often a job is tried before it is dead; default 5. */
  attempts?: number;
  /** Before the second attempt; twice as long before each one after it. Default 1,000. */
  firstPauseMs?: number;
  /** Only workers of the same queue see the jobs; default `downloads`. */
  queueName?: string;
}

export const defaultQueue = "downloads";
/** No worker has it: what lies there waits for whoever collects. */
export const batchesQueue = "batches";

/** @returns the batch's name */
export async function addBatch(
  redisUrl: string,
  batch: readonly FileJob[],
  { attempts = 5, firstPauseMs = 1_000, queueName = defaultQueue }: EnqueueOptions = {},
): Promise<string> {
  // BullMQ takes no name that could be a number.
  const id = `b${randomBytes(6).toString("hex")}`;
  const producer = new FlowProducer({ connection: connect(redisUrl) });
  try {
    await producer.add({
      name: "collect",
      queueName: batchesQueue,
      // Whatever else a job needs, secrets too, is gone with the job.
      data: batch.map(({ url, file }): FileJob => ({ url, file })),
      opts: { jobId: id },
      children: batch.map((data, number) => ({
        name: "download",
        queueName,
        data,
        opts: {
          jobId: `${id}-${number}`,
          attempts,
          backoff: { type: "exponential", delay: firstPauseMs },
          // A dead job does not hold up the batch, which keeps the reason.
          ignoreDependencyOnFailure: true,
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    });
  } finally {
    await producer.close();
  }
  return id;
}

/** A job's number in its batch is the end of its name. */
export function readNumber(jobId: string): number {
  return Number(jobId.slice(jobId.lastIndexOf("-") + 1));
}
