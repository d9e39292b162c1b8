// The tasks of the picture demos: draws PNG files, and makes thumbnails of them in pure JavaScript.

import { decode, encode } from "fast-png";
import { type Moved, moved } from "../moved.ts";
import { shrink } from "./shrink.ts";

/** A PNG file of sunsets over water, each `number` another one. */
export function drawPicture(number: number, width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wave = Math.sin((x + number * 31) / 9) * Math.cos((y * y) / 300);
      const at = (y * width + x) * 3;
      data[at] = 255 - (y * 180) / height;
      data[at + 1] = 120 + wave * 60;
      data[at + 2] = (x * 255) / width;
    }
  }
  return encode({ width, height, data, channels: 3, depth: 8 });
}

// #region thumbnail
/** Decodes a PNG, shrinks the picture, encodes it. Nothing of it waits. */
export function makeThumbnail(png: Uint8Array, maxWidth: number): Moved<Uint8Array> {
  const small = shrink(decode(png), maxWidth);
  const thumbnail = encode({ ...small, depth: 8 });
  return moved(thumbnail, [thumbnail.buffer as ArrayBuffer]);
}
// #endregion
