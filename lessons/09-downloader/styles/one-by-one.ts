// One by one: the next image begins when the one before has ended.

import { fetchImage, type StageSpan, shrinkImage, warmUp } from "./image-tasks.ts";
import type { Style } from "./style.ts";

export const oneByOne: Style = async ({ images, sample }) => {
  await warmUp(sample);
  const spans: StageSpan[] = [];
  for (const image of images) spans.push(await fetchImage(image));
  for (const image of images) spans.push(shrinkImage(image));
  return spans;
};
