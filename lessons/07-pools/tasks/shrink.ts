// Makes a picture smaller: each new pixel is the mean of the block of pixels in its place.

export interface Picture {
  width: number;
  height: number;
  /** How many bytes a pixel has: 3 with colors, 4 with transparency as well. */
  channels: number;
  /** Row by row, from the top left. */
  data: ArrayLike<number>;
}

/** A box filter. Keeps the proportions; returns no picture that is larger. */
export function shrink(picture: Picture, maxWidth: number): Picture & { data: Uint8Array } {
  const { width, height, channels } = picture;
  const factor = Math.max(1, width / maxWidth);
  const newWidth = Math.max(1, Math.floor(width / factor));
  const newHeight = Math.max(1, Math.floor(height / factor));
  const data = new Uint8Array(newWidth * newHeight * channels);
  for (let y = 0; y < newHeight; y++) {
    for (let x = 0; x < newWidth; x++) {
      const rows = block(y, height, newHeight);
      const columns = block(x, width, newWidth);
      for (let channel = 0; channel < channels; channel++) {
        data[(y * newWidth + x) * channels + channel] = mean(picture, rows, columns, channel);
      }
    }
  }
  return { width: newWidth, height: newHeight, channels, data };
}

/** Which of `length` places go into place `index` of `newLength`; the end is excluded. */
function block(index: number, length: number, newLength: number): [start: number, end: number] {
  const start = Math.floor((index * length) / newLength);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * length) / newLength))];
}

type Range = [start: number, end: number];

function mean({ width, channels, data }: Picture, rows: Range, columns: Range, channel: number) {
  let sum = 0;
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let x = columns[0]; x < columns[1]; x++) {
      sum += data[(y * width + x) * channels + channel] ?? 0;
    }
  }
  return Math.round(sum / ((rows[1] - rows[0]) * (columns[1] - columns[0])));
}
