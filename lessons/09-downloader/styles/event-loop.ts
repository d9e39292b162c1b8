// The event loop: one thread that waits for several images at once.

import { limit } from "#solution/03-event-loop/limiter.ts";
import { fetchImage, shrinkImage, warmUp } from "./image-tasks.ts";
import type { Style } from "./style.ts";

export const eventLoop: Style = async ({ images, sample, places }) => {
  await warmUp(sample);
  // #region stages
  const place = limit(places);
  const fetches = images.map((image) => place(() => fetchImage(image)));
  const spans = await Promise.all(fetches);
  const thumbnails = images.map((image) => place(() => shrinkImage(image)));
  spans.push(...(await Promise.all(thumbnails)));
  // #endregion
  return spans;
};
