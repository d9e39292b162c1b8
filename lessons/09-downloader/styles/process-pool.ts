// A pool of processes: each has its memory apart, and is sent one image at a time.

import { ProcessPool } from "#solution/08-processes/process-pool.ts";
import type { StageSpan } from "./image-tasks.ts";
import { type ImageTasks, imageTasks, type Style } from "./style.ts";

export const processPool: Style = async ({ images, sample, places }) => {
  await using pool = new ProcessPool<ImageTasks>(imageTasks, { size: places });
  for await (const _ready of pool.map(
    "warmUp",
    Array.from({ length: places }, () => sample),
  ));
  const spans: StageSpan[] = [];
  for (const task of ["fetchImage", "shrinkImage"] as const) {
    for await (const span of pool.map(task, images)) spans.push(span);
  }
  return spans;
};
