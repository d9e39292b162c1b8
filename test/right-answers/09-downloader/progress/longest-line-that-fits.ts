// right: makes every line there could be, and takes the longest that fits

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

const barWidth = 20;
const windowMs = 5_000;

/** Measures the speed of the last five seconds, so that a pause shows and a start is forgotten. */
export class SpeedMeter {
  /** What was done by then, by the time; a `Map` keeps the order. */
  #doneBytesAt = new Map<number, number>();

  /** Call it with what is done by now, also when that is as before. */
  add(doneBytes: number, atMs: number): void {
    this.#doneBytesAt.set(atMs, doneBytes);
    const old = [...this.#doneBytesAt.keys()].filter((time) => time <= atMs - windowMs);
    // The last of the old ones is where the window begins.
    for (const time of old.slice(0, -1)) this.#doneBytesAt.delete(time);
  }

  /** Undefined before two samples of different moments. */
  get bytesPerSecond(): number | undefined {
    if (this.#doneBytesAt.size < 2) return undefined;
    const samples = [...this.#doneBytesAt];
    const [[fromMs, fromBytes] = [0, 0], [toMs, toBytes] = [0, 0]] = [samples[0], samples.at(-1)];
    return ((toBytes - fromBytes) * 1_000) / (toMs - fromMs);
  }
}

/** At most `width` columns: what matters least is left out first, and then the name is cut. */
export function renderProgress(progress: Progress, width: number): string {
  const { name, doneBytes, totalBytes, bytesPerSecond, connections } = progress;
  const leftSeconds =
    totalBytes !== undefined && bytesPerSecond
      ? (totalBytes - doneBytes) / bytesPerSecond
      : undefined;
  // In the order in which they are worth their room; shown in another.
  const parts = [
    totalBytes === undefined ? formatBytes(doneBytes) : formatPercent(doneBytes, totalBytes),
    totalBytes === undefined ? undefined : renderBar(doneBytes, totalBytes),
    bytesPerSecond === undefined ? undefined : `${formatBytes(bytesPerSecond)}/s`,
    leftSeconds === undefined ? undefined : `${formatSeconds(leftSeconds)} left`,
    totalBytes === undefined ? undefined : `of ${formatBytes(totalBytes)}`,
    `${connections} ${connections === 1 ? "connection" : "connections"}`,
  ].filter((part) => part !== undefined);
  const shortName = cutName(name, Math.max(width - stringWidth(parts[0] ?? "") - 2, 0));
  const lines = parts.map((_, index) =>
    [shortName, ...parts.slice(0, index + 1)].filter((part) => part !== "").join("  "),
  );
  return [...lines.reverse(), shortName].find((line) => stringWidth(line) <= width) ?? "";
}

/** Always right: 100% is shown for all bytes only. */
export function formatPercent(doneBytes: number, totalBytes: number): string {
  if (doneBytes >= totalBytes) return "100%";
  return `${String(Math.floor((doneBytes / totalBytes) * 100)).padStart(3)}%`;
}

/** `512 B`, `1.5 KiB`, `80.0 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  if (power === 0) return `${Math.round(bytes)} B`;
  const digits = (bytes / 1_024 ** power).toFixed(1);
  const isNextUnit = digits === "1024.0" && power < units.length - 1;
  return isNextUnit ? `1.0 ${units[power + 1]}` : `${digits} ${units[power]}`;
}

/** `0:09`, `1:05`, `2:00:00`. */
export function formatSeconds(seconds: number): string {
  const places: number[] = [];
  let left = Math.ceil(seconds);
  for (let place = 0; place < 2; place++) {
    places.unshift(left % 60);
    left = Math.floor(left / 60);
  }
  if (left > 0) places.unshift(left);
  return places.map((place, i) => (i === 0 ? `${place}` : `${place}`.padStart(2, "0"))).join(":");
}

function renderBar(doneBytes: number, totalBytes: number): string {
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const full = Math.floor(share * barWidth);
  return "█".repeat(full) + "░".repeat(barWidth - full);
}

function cutName(name: string, width: number): string {
  if (stringWidth(name) <= width) return name;
  if (width < 1) return "";
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (stringWidth(kept + segment) >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}
