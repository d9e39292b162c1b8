// Watches how late the event loop is with a timer, and draws it over time.

import { setTimeout as sleep } from "node:timers/promises";

interface Tick {
  /** Milliseconds since the watch began. */
  atMs: number;
  lateMs: number;
}

const everyMs = 5;
/** From on time to as late as one column of the drawing, or later. */
const levels = "▏▎▍▌▋▊▉█";

/** Works while a timer is to tick every 5 ms, and says how late it came each time. */
export async function watchLoop(work: () => Promise<unknown>): Promise<Tick[]> {
  const ticks: Tick[] = [];
  const startMs = performance.now();
  let dueMs = startMs + everyMs;
  const tick = (): void => {
    const nowMs = performance.now();
    ticks.push({ atMs: nowMs - startMs, lateMs: nowMs - dueMs });
    dueMs = nowMs + everyMs;
    timer = setTimeout(tick, everyMs);
  };
  let timer = setTimeout(tick, everyMs);
  await work();
  // The tick that is late now counts too.
  await sleep(2 * everyMs);
  clearTimeout(timer);
  return ticks;
}

/** A character for each `columnMs`: thin while the loop is on time, a full block while it stands still. */
export function drawDelay(ticks: readonly Tick[], columnMs: number, columns: number): string {
  const count = Math.min(columns, Math.ceil((ticks.at(-1)?.atMs ?? 0) / columnMs));
  return Array.from({ length: count }, (_, column) => {
    // What waited during this column was served by the first tick after it.
    const tick = ticks.find(({ atMs }) => atMs >= (column + 1) * columnMs) ?? ticks.at(-1);
    const level = Math.floor(((tick?.lateMs ?? 0) / columnMs) * levels.length);
    return levels[Math.min(Math.max(level, 0), levels.length - 1)];
  }).join("");
}

/** In milliseconds. */
export function findWorst(ticks: readonly Tick[]): number {
  return Math.round(Math.max(...ticks.map(({ lateMs }) => lateMs)));
}
