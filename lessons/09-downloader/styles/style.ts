// What a style is: a way to fetch many images, and then to make a thumbnail of each.

import type { Image, StageSpan } from "./image-tasks.ts";

export interface ImageWork {
  images: readonly Image[];
  /** For each worker to warm up with, before anything is measured. */
  sample: Image;
  /** How many images at once, for those who can. */
  places: number;
}

/** Returns a span for each image and stage; none at all where the style needs what is not here. */
export type Style = (work: ImageWork) => Promise<StageSpan[]>;

/** For pools: the module whose functions are their tasks. */
export type ImageTasks = typeof import("./image-tasks.ts");
export const imageTasks = new URL("./image-tasks.ts", import.meta.url);
