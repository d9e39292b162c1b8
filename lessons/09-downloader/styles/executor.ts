// An executor: a pool of threads, and futures that are looked at in the order in which they are done.

import { asCompleted } from "#solution/07-pools/as-completed.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";
import type { StageSpan } from "./image-tasks.ts";
import { type ImageTasks, imageTasks, type Style } from "./style.ts";

export const executor: Style = async ({ images, sample, places }) => {
  await using pool = new ThreadPool<ImageTasks>(imageTasks, { size: places });
  const starts = Array.from({ length: places }, () => pool.submit("warmUp", [sample]));
  for await (const start of asCompleted(starts)) await start.result();
  const spans: StageSpan[] = [];
  for (const task of ["fetchImage", "shrinkImage"] as const) {
    const futures = images.map((image) => pool.submit(task, [image]));
    for await (const future of asCompleted(futures)) spans.push(await future.result());
  }
  return spans;
};
