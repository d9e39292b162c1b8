// Exercise `progress`: how far a download is, as one line of text that fits.

import stringWidth from "fast-string-width";

export interface Progress {
  name: string;
  doneBytes: number;
  /** Undefined where the server has not said. */
  totalBytes: number | undefined;
  /** Undefined as long as there is nothing to measure. */
  bytesPerSecond: number | undefined;
  connections: number;
}

/** Measures the speed of the last five seconds, so that a pause shows and a start is forgotten. */
export class SpeedMeter {
  /** Call it with what is done by now, also when that is as before. */
  add(doneBytes: number, atMs: number): void {
    // TODO: keep it, and drop what is too old; the oldest that stays is as old as the window.
  }

  /** Undefined before two samples of different moments. */
  get bytesPerSecond(): number | undefined {
    // TODO: between the oldest and the newest.
    return undefined;
  }
}

/** At most `width` columns: what matters least is left out first, and then the name is cut. */
export function renderProgress(progress: Progress, width: number): string {
  const { name, doneBytes, totalBytes, connections } = progress;
  // TODO: after the name, as many of these as fit, in this order, two spaces between: the
  // percentage (or the bytes), a bar of 20 places, the speed, the time left, the total, the connections.
  // TODO: where the name and the first of them do not fit, cut the name, and end it with `…`.
  const line = `${name}  ${formatPercent(doneBytes, totalBytes ?? 0)}  ${connections} connections`;
  return stringWidth(line) > width ? name : line;
}

/** Always right: 100% is shown for all bytes only. */
export function formatPercent(doneBytes: number, totalBytes: number): string {
  // TODO: round down, to four places; an empty file is complete.
  return `${Math.round((doneBytes / totalBytes) * 100)}%`;
}

/** `512 B`, `1.5 KiB`, `80.0 MiB`. */
export function formatBytes(bytes: number): string {
  // TODO: the largest unit of B, KiB, MiB, GiB and TiB of which there is one, when it is rounded.
  return `${bytes} B`;
}

/** `0:09`, `1:05`, `2:00:00`. */
export function formatSeconds(seconds: number): string {
  // TODO: round up first, then divide.
  return `${seconds}`;
}
