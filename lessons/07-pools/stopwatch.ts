// Takes the time of several ways to do the same, and shows them as bars.

import { renderBars } from "#lesson/03-event-loop/bars.ts";

export interface Measured {
  label: string;
  ms: number;
}

export async function measure(label: string, work: () => Promise<unknown>): Promise<Measured> {
  const startedAt = performance.now();
  await work();
  return { label, ms: performance.now() - startedAt };
}

/** A line for each, with its milliseconds. */
export function drawTimes(measured: readonly Measured[]): string {
  return renderBars(new Map(measured.map(({ label, ms }) => [label, ms])), "ms", 0);
}
