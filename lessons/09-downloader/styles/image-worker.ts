// A worker of the job queue: takes images out of it, wherever it runs.

import { type Job, Worker } from "bullmq";
import { connect } from "#lesson/08-processes/jobs/redis-server.ts";
import { fetchImage, type Image, type StageSpan, shrinkImage, warmUp } from "./image-tasks.ts";

export interface ImageWorkerOptions {
  queueName: string;
  redisUrl: string;
  /** How many images at once. */
  places: number;
  sample: Image;
}

/** Resolves when it is warm and connected. `close` lets it finish what it has begun. */
export async function startImageWorker(options: ImageWorkerOptions): Promise<Worker> {
  const { queueName, redisUrl, places, sample } = options;
  await warmUp(sample);
  const connection = connect(redisUrl);
  const worker = new Worker(queueName, handle, { connection, concurrency: places });
  await worker.waitUntilReady();
  return worker;
}

async function handle({ name, data }: Job<Image>): Promise<StageSpan> {
  return name === "fetchImage" ? await fetchImage(data) : shrinkImage(data);
}
