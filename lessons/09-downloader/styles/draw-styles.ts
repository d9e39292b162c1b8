// What the styles took, as plain text: a table, and what each of their places did over the same time.

import type { StyleRun } from "./gallery.ts";
import type { StageSpan } from "./image-tasks.ts";

const nameWidth = 13;
const timelineWidth = 46;
const [idle, fetches, shrinks] = ["▏", "▌", "█"];

const columns = ["start", "fetch", "thumbnails", "all", "ratio", "open"];

/** The first row of the table: times are in milliseconds. */
export const tableHead = alignCells("in ms", columns);

/** One of the others; `ratio` is how many times as long it took in all as the first one did. */
export function renderRow(run: StyleRun, first: StyleRun): string {
  const times = [run.startMs, run.fetchMs, run.thumbnailMs, run.allMs];
  const ratio = (run.allMs / first.allMs).toFixed(2);
  return alignCells(run.name, [...times.map((ms) => ms.toFixed(0)), ratio, `${run.peakOpen}`]);
}

/** From the first request of each, in the same scale. A place that did nothing has a line too. */
export function drawTimelines(runs: readonly StyleRun[]): string {
  const columnMs = Math.max(...runs.map(measureLength)) / timelineWidth;
  return [
    `${fetches} fetches  ${shrinks} makes a thumbnail  ${idle} idle`,
    ...runs.flatMap(drawRun),
  ].join("\n");

  function drawRun(run: StyleRun): string[] {
    const length = Math.max(1, Math.round(measureLength(run) / columnMs));
    const startMs = Math.min(...run.spans.map((span) => span.startMs));
    const lanes = assignLanes(run.spans);
    while (lanes.length < run.places) lanes.push([]);
    return lanes.map((spans, lane) => {
      const line = Array.from({ length }, (_, column) =>
        drawColumn(spans, startMs + column * columnMs, columnMs),
      );
      return (lane === 0 ? run.name : "").padEnd(nameWidth) + line.join("");
    });
  }
}

function alignCells(name: string, cells: readonly string[]): string {
  const widths = columns.map((title) => Math.max(5, title.length) + 2);
  const aligned = cells.map((cell, column) => cell.padStart(widths[column] ?? 0));
  return name.padEnd(nameWidth) + aligned.join("");
}

function measureLength({ allMs, startMs }: StyleRun): number {
  return allMs - startMs;
}

/** A lane for each thread, and more for one that had several images under way. */
function assignLanes(spans: readonly StageSpan[]): StageSpan[][] {
  const lanes: StageSpan[][] = [];
  for (const span of [...spans].sort((one, other) => one.startMs - other.startMs)) {
    const free = lanes.find((lane) => {
      const last = lane.at(-1);
      return last?.worker === span.worker && last.endMs <= span.startMs;
    });
    if (free) free.push(span);
    else lanes.push([span]);
  }
  return lanes;
}

/** What took most of that time. */
function drawColumn(spans: readonly StageSpan[], fromMs: number, columnMs: number): string {
  const measure = (stage: StageSpan["stage"]): number =>
    spans
      .filter((span) => span.stage === stage)
      .map(({ startMs, endMs }) => Math.min(endMs, fromMs + columnMs) - Math.max(startMs, fromMs))
      .reduce((sum, ms) => sum + Math.max(0, ms), 0);
  const [fetchMs, shrinkMs] = [measure("fetch"), measure("thumbnail")];
  if (fetchMs + shrinkMs < columnMs / 2) return idle;
  return fetchMs > shrinkMs ? fetches : shrinks;
}
