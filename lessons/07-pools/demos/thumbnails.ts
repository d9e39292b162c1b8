// Thumbnails of PNG pictures in pure JavaScript: on the main thread, and in a pool.

import { availableParallelism } from "node:os";
import { drawTimes, measure } from "#lesson/07-pools/stopwatch.ts";
import { drawPicture, makeThumbnail } from "#lesson/07-pools/tasks/pictures.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Pictures = typeof import("../tasks/pictures.ts");
const pictures = new URL("../tasks/pictures.ts", import.meta.url);
const size = Math.min(4, availableParallelism());
await using pool = new ThreadPool<Pictures>(pictures, { size });

const pngs = Array.from({ length: 12 }, (_, number) => drawPicture(number, 240, 180));
const kilobytes = (files: Uint8Array[]) =>
  `${Math.round(files.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1024)} KB`;

const oneByOne = async () => {
  for (const png of pngs) makeThumbnail(png, 32);
};
let thumbnails: Uint8Array[] = [];
const inPool = async () => {
  // #region pool
  const futures = pngs.map((png) => pool.submit("makeThumbnail", [png, 32]));
  thumbnails = await Promise.all(futures.map((future) => future.result()));
  // #endregion
};
// Once before it counts: threads are started, functions compiled.
for (const way of [oneByOne, inPool]) await way();

const times = [await measure("main thread", oneByOne), await measure(`pool of ${size}`, inPool)];
console.log(`${pngs.length} pictures: ${kilobytes(pngs)} become ${kilobytes(thumbnails)}`);
console.log(drawTimes(times));
