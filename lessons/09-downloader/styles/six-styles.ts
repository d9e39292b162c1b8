// The six styles by their names, in the order in which tables show them. All others are compared with the first.

import { eventLoop } from "./event-loop.ts";
import { executor } from "./executor.ts";
import { jobQueue } from "./job-queue.ts";
import { oneByOne } from "./one-by-one.ts";
import { processPool } from "./process-pool.ts";
import type { Style } from "./style.ts";
import { threads } from "./threads.ts";

export const sixStyles: ReadonlyMap<string, Style> = new Map([
  ["one by one", oneByOne],
  ["threads", threads],
  ["process pool", processPool],
  ["job queue", jobQueue],
  ["executor", executor],
  ["event loop", eventLoop],
]);

/** How many of the places a style can use. */
export function countPlaces(style: Style, places: number): number {
  return style === oneByOne ? 1 : places;
}
