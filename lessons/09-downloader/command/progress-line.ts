// How far a download is, as one line of text that fits.

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
  /** What was done when, oldest first; the oldest is at or before the begin of the window. */
  #samples: { doneBytes: number; atMs: number }[] = [];

  /** Call it with what is done by now, also when that is as before. */
  add(doneBytes: number, atMs: number): void {
    this.#samples.push({ doneBytes, atMs });
    while (this.#samples[1] && this.#samples[1].atMs <= atMs - windowMs) this.#samples.shift();
  }

  /** Undefined before two samples of different moments. */
  get bytesPerSecond(): number | undefined {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.atMs === first.atMs) return undefined;
    return ((last.doneBytes - first.doneBytes) / (last.atMs - first.atMs)) * 1_000;
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
  let line = shortName;
  for (const part of parts) {
    const longer = line === "" ? part : `${line}  ${part}`;
    if (stringWidth(longer) > width) break;
    line = longer;
  }
  return line;
}

/** Always right: 100% is shown for all bytes only. */
export function formatPercent(doneBytes: number, totalBytes: number): string {
  if (doneBytes >= totalBytes) return "100%";
  return `${String(Math.floor((doneBytes / totalBytes) * 100)).padStart(3)}%`;
}

/** `512 B`, `1.5 KiB`, `80.0 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  // What would be rounded up to 1024.0 is 1.0 of the next unit.
  while (unit < units.length - 1 && value >= (unit === 0 ? 1_024 : 1_023.95)) {
    value /= 1_024;
    unit++;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `0:09`, `1:05`, `2:00:00`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function renderBar(doneBytes: number, totalBytes: number): string {
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const full = Math.floor(share * barWidth);
  return "█".repeat(full) + "░".repeat(barWidth - full);
}

function cutName(name: string, width: number): string {
  if (stringWidth(name) <= width) return name;
  let cut = name;
  while (cut !== "" && stringWidth(cut) > width - 1) cut = [...cut].slice(0, -1).join("");
  return width < 1 ? "" : `${cut}…`;
}
