// 91 images fetched and made small in the six styles of lesson 09: milliseconds, and ratios to one by one.
// npx tsx test/bench/downloader/styles.bench.ts [ROUNDS] [IMAGES] [PLACES]

import { openGallery, type StyleRun } from "#lesson/09-downloader/styles/gallery.ts";
import { jobQueue } from "#lesson/09-downloader/styles/job-queue.ts";
import { countPlaces, sixStyles } from "#lesson/09-downloader/styles/six-styles.ts";
import { findRedisServer, redisIsMissing } from "#workbook/redis.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { compare, median } from "../harness/statistics.ts";
import { renderTable, showNumber, showSummary } from "../harness/table.ts";

type Figure = "startMs" | "fetchMs" | "thumbnailMs" | "allMs" | "peakOpen";

const [rounds = 5, images = 91, places = 4] = process.argv.slice(2).map(Number);
const hasRedis = process.env.REDIS_URL !== undefined || findRedisServer() !== undefined;
if (!hasRedis) console.log(`${redisIsMissing}\n`);
const styles = [...sixStyles].filter(([, style]) => hasRedis || style !== jobQueue);

const words = [`${images} images`, `${places} at once`, `${rounds} rounds in turns`];
console.log(`${[describeMachine(), ...words].join("; ")}\n`);
const gallery = await openGallery(images);
const results = await interleave(rounds, ...styles.map((style) => () => measure(...style)));
await gallery.close();

const [first = []] = results;
console.log("Milliseconds, medians; open: the most requests at once.");
console.log(
  renderTable(
    ["", "start", "fetch", "thumbnails", "all", "open"],
    showRows(["startMs", "fetchMs", "thumbnailMs", "allMs", "peakOpen"], (values) =>
      showNumber(median(values)),
    ),
  ),
);
console.log("How many times as long as one by one: median (least–most in the same round).");
console.log(
  renderTable(
    ["", "fetch", "thumbnails", "all"],
    showRows(["fetchMs", "thumbnailMs", "allMs"], (values, figure) =>
      showSummary(compare(values, pick(first, figure)), 2),
    ),
  ),
);

async function measure(...[name, style]: (typeof styles)[number]): Promise<StyleRun> {
  const run = await gallery.measure(name, style, countPlaces(style, places));
  if (run) return run;
  throw new Error(`${name}: nothing was measured`);
}

function showRows(
  figures: readonly Figure[],
  show: (values: readonly number[], figure: Figure) => string,
): string[][] {
  return results.map((runs, index) => [
    styles[index]?.[0] ?? "",
    ...figures.map((figure) => show(pick(runs, figure), figure)),
  ]);
}

function pick(runs: readonly StyleRun[], figure: Figure): number[] {
  return runs.map((run) => run[figure]);
}
