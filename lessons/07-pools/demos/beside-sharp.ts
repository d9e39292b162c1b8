// Our thumbnails beside those of sharp, a binary package that is no part of the course.

import { drawTimes, measure } from "#lesson/07-pools/stopwatch.ts";
import { drawPicture, makeThumbnail } from "#lesson/07-pools/tasks/pictures.ts";

/** What we use of it. */
interface Sharp {
  default(png: Uint8Array): {
    resize(width: number): { png(): { toBuffer(): Promise<Uint8Array> } };
  };
}

// A name that the compiler does not look for.
const name: string = "sharp";
const sharp = await import(name).then(
  (module: Sharp) => module.default,
  () => undefined,
);
if (!sharp) {
  console.log(
    "sharp is not here: npm install --no-save sharp brings it, a binary for your system.",
  );
} else {
  const pngs = Array.from({ length: 24 }, (_, number) => drawPicture(number, 240, 180));
  const ours = await measure("ours, main thread", async () => {
    for (const png of pngs) makeThumbnail(png, 32);
  });
  const theirs = await measure("sharp, its threads", () =>
    Promise.all(pngs.map((png) => sharp(png).resize(32).png().toBuffer())),
  );
  console.log(drawTimes([ours, theirs]));
}
