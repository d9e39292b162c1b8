// 91 images of posters, one by one, and by eight daemons that live on a queue: how much faster are the eight?

import { share } from "#lesson/02-locks/meet.ts";
import { download } from "#lesson/04-queues/download.ts";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import type { ImageTask } from "#lesson/04-queues/image-daemon.ts";
import { Thread } from "#solution/01-threads/thread.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";

const { urls, close } = await startFileServer({ count: 91, sizeBytes: 5_000, latencyMs: 10 });
const [queueCells, ringCells] = [share(BoundedQueue.length), share(Ring.lengthFor(16))];
const images = new BoundedQueue<number>(queueCells, new Ring(ringCells));
const data: ImageTask = { queueCells, ringCells, urls };
const daemon = new URL("../image-daemon.ts", import.meta.url);
for (let count = 0; count < 8; count++) new Thread(daemon, { daemon: true, data }).start();

function downloadAll(): void {
  // #region join
  for (let image = 0; image < urls.length; image++) images.put(image);
  images.join();
  // #endregion
}

downloadAll(); // The first time, each thread loads what it needs.
const started = performance.now();
for (const url of urls) await download(url);
const between = performance.now();
downloadAll();
const [oneMs, eightMs] = [between - started, performance.now() - between];
console.log(`one by one:    ${Math.round(oneMs)} ms`);
console.log(
  `eight daemons: ${Math.round(eightMs)} ms, ${(oneMs / eightMs).toFixed(1)} times as fast`,
);
await close();
