// Threads: each gets its share of the list at the start, and nobody helps anybody.

import { share } from "#lesson/02-locks/meet.ts";
import { Thread } from "#solution/01-threads/thread.ts";
import { Barrier } from "#solution/06-conditions/barrier.ts";
import type { StageSpan } from "./image-tasks.ts";
import type { ImageWork, Style } from "./style.ts";

/** What a thread finds as its `workerData`: its share, and the cells where all threads meet. */
export interface Share extends ImageWork {
  cells: Int32Array;
}

const entry = new URL("./share-thread.ts", import.meta.url);

export const threads: Style = async ({ images, sample, places }) => {
  const cells = share(Barrier.length);
  const crew = Array.from({ length: places }, (_, place) => {
    const ours = images.filter((_image, index) => index % places === place);
    const data: Share = { images: ours, sample, places, cells };
    return new Thread<StageSpan[]>(entry, { data }).start();
  });
  return (await Promise.all(crew.map((thread) => thread.join()))).flat();
};
