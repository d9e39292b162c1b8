// A thread with its share of the images. They all begin, and all turn to the thumbnails, together.

import { parentPort, workerData } from "node:worker_threads";
import { Barrier } from "#solution/06-conditions/barrier.ts";
import { fetchImage, type StageSpan, shrinkImage, warmUp } from "./image-tasks.ts";
import type { Share } from "./threads.ts";

async function work({ images, sample, places, cells }: Share): Promise<void> {
  const barrier = new Barrier(cells, places);
  await warmUp(sample);
  barrier.wait();
  const spans: StageSpan[] = [];
  for (const image of images) spans.push(await fetchImage(image));
  barrier.wait();
  for (const image of images) spans.push(shrinkImage(image));
  parentPort?.postMessage(spans);
}

void work(workerData as Share);
