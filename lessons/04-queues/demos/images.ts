// 91 images, one by one, and by eight daemons that live on a queue: how much faster are the eight?

import { isMainThread, workerData } from "node:worker_threads";
import { share } from "#lesson/02-locks/meet.ts";
import { download } from "#lesson/04-queues/download.ts";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { Thread } from "#solution/01-threads/thread.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";

const cells = { queue: share(BoundedQueue.length), ring: share(Ring.lengthFor(16)) };
const shared = isMainThread ? cells : workerData;
const images = new BoundedQueue<number>(shared.queue, new Ring(shared.ring));

if (isMainThread) {
  const { urls, close } = await startFileServer({ count: 91, sizeBytes: 20_000, latencyMs: 10 });
  const options = { daemon: true, data: { ...cells, urls } };
  for (let count = 0; count < 8; count++) new Thread(import.meta.url, options).start();
  const downloadAll = (): void => {
    // #region join
    for (let image = 0; image < urls.length; image++) images.put(image);
    images.join();
    // #endregion
  };
  downloadAll(); // The first time, each thread loads what `fetch` needs.
  const started = performance.now();
  for (const url of urls) await download(url);
  const between = performance.now();
  downloadAll();
  const ratio = (between - started) / (performance.now() - between);
  console.log(`eight daemons are ${ratio.toFixed(1)} times as fast as one by one`);
  await close();
} else {
  // #region daemon
  for (const image of images) {
    await download(workerData.urls[image]);
    images.taskDone();
  }
  // #endregion
}
