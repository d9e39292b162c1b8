// A job queue in Redis: any worker that is connected takes the next image, in this process or on another machine.

import { once } from "node:events";
import { QueueEvents } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";
import type { StageSpan } from "./image-tasks.ts";
import { startImageWorker } from "./image-worker.ts";
import type { Style } from "./style.ts";

const entry = new URL("./serve-images.ts", import.meta.url);

export const jobQueue: Style = async ({ images, sample, places }) => {
  const demo = await openDemoQueue("images", { isOptional: true });
  if (!demo) return [];
  const { queue, connection } = demo;
  // Each job that is waited for listens to it.
  queue.setMaxListeners(0);
  const events = new QueueEvents(queue.name, { connection });
  const options = { queueName: queue.name, redisUrl: connection.url, sample };
  const [placesHere, placesThere] = [Math.floor(places / 2), Math.ceil(places / 2)];
  const there = startProcess(entry, [JSON.stringify({ ...options, places: placesThere })]);
  const spans: StageSpan[] = [];
  try {
    const ready = once(there, "message");
    const here = await startImageWorker({ ...options, places: placesHere });
    await Promise.all([events.waitUntilReady(), ready]);
    for (const name of ["fetchImage", "shrinkImage"]) {
      const jobs = await queue.addBulk(images.map((data) => ({ name, data })));
      spans.push(...(await Promise.all(jobs.map((job) => job.waitUntilFinished(events)))));
    }
    await here.close();
  } finally {
    const ended = once(there, "exit");
    there.disconnect();
    await ended;
    await events.close();
    await demo.close();
  }
  return spans;
};
