// A daemon thread of the images: takes the number of one from the queue, downloads it, and so on.

import { workerData } from "node:worker_threads";
import { download } from "#lesson/04-queues/download.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";

const { queueCells, ringCells, urls } = workerData as ImageTask;
const images = new BoundedQueue<number>(queueCells, new Ring(ringCells));

export interface ImageTask {
  queueCells: Int32Array;
  ringCells: Int32Array;
  urls: string[];
}

// Not at the top level: a thread that awaits there starts several times slower on Node 20.
serve();

async function serve(): Promise<void> {
  // #region daemon
  for (const image of images) {
    try {
      await download(urls[image] ?? "");
    } catch (error) {
      console.error(error);
    }
    images.taskDone();
  }
  // #endregion
}
