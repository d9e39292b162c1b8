// The same images, fetched and made small in six styles: styles.ts [IMAGES] [PLACES].

import { drawTimelines, renderRow, tableHead } from "#lesson/09-downloader/styles/draw-styles.ts";
import { openGallery, type StyleRun } from "#lesson/09-downloader/styles/gallery.ts";
import { countPlaces, sixStyles } from "#lesson/09-downloader/styles/six-styles.ts";

const [images, places] = [Number(process.argv[2] ?? 24), Number(process.argv[3] ?? 2)];

const gallery = await openGallery(images);
const runs: StyleRun[] = [];
console.log(tableHead);
for (const [name, style] of sixStyles) {
  const run = await gallery.measure(name, style, countPlaces(style, places));
  if (!run) continue;
  runs.push(run);
  console.log(renderRow(run, runs[0] ?? run));
}
await gallery.close();
console.log(drawTimelines(runs));
