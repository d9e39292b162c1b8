// The table and the timelines of the six styles, from times that are made up.

import { expect, test } from "vitest";
import { drawTimelines, renderRow, tableHead } from "#lesson/09-downloader/styles/draw-styles.ts";
import type { StyleRun } from "#lesson/09-downloader/styles/gallery.ts";
import type { StageSpan } from "#lesson/09-downloader/styles/image-tasks.ts";

const begunMs = 1_000_000;
const span = (
  worker: string,
  stage: StageSpan["stage"],
  fromMs: number,
  toMs: number,
): StageSpan => ({
  worker,
  stage,
  startMs: begunMs + fromMs,
  endMs: begunMs + toMs,
});

const oneByOne: StyleRun = {
  name: "one by one",
  places: 1,
  startMs: 8,
  fetchMs: 300,
  thumbnailMs: 160,
  allMs: 468,
  peakOpen: 1,
  spans: [span("main", "fetch", 0, 300), span("main", "thumbnail", 300, 460)],
};
/** Two images under way on one thread, and one thumbnail after the other. */
const eventLoop: StyleRun = {
  name: "event loop",
  places: 2,
  startMs: 0,
  fetchMs: 150,
  thumbnailMs: 160,
  allMs: 310,
  peakOpen: 2,
  spans: [
    span("main", "fetch", 0, 150),
    span("main", "fetch", 0, 140),
    span("main", "thumbnail", 150, 230),
    span("main", "thumbnail", 230, 310),
  ],
};
const crew: StyleRun = {
  ...eventLoop,
  name: "threads",
  places: 3,
  thumbnailMs: 80,
  allMs: 230,
  spans: [
    span("thread 1", "fetch", 0, 140),
    span("thread 2", "fetch", 0, 150),
    span("thread 1", "thumbnail", 150, 230),
  ],
};

test("the table compares all with the first", () => {
  expect([tableHead, ...[oneByOne, eventLoop].map((run) => renderRow(run, oneByOne))]).toEqual([
    "in ms          start  fetch  thumbnails    all  ratio   open",
    "one by one         8    300         160    468   1.00      1",
    "event loop         0    150         160    310   0.66      2",
  ]);
});

test("a timeline has a line for each image under way, and for each place that does nothing", () => {
  expect(drawTimelines([oneByOne, eventLoop, crew])).toBe(
    [
      "▌ fetches  █ makes a thumbnail  ▏ idle",
      `one by one   ${"▌".repeat(30)}${"█".repeat(16)}`,
      `event loop   ${"▌".repeat(15)}${"█".repeat(16)}`,
      `             ${"▌".repeat(14)}${"▏".repeat(17)}`,
      `threads      ${"▌".repeat(14)}▏${"█".repeat(8)}`,
      `             ${"▌".repeat(15)}${"▏".repeat(8)}`,
      `             ${"▏".repeat(23)}`,
    ].join("\n"),
  );
});
