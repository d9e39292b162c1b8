// Takes the time of several ways to do the same, and shows them beside the first.

import { inTimesOf, renderBars } from "#lesson/03-event-loop/bars.ts";

export interface Measured {
  label: string;
  ms: number;
}

export async function measure(label: string, work: () => Promise<unknown>): Promise<Measured> {
  const startedAt = performance.now();
  await work();
  return { label, ms: performance.now() - startedAt };
}

/** A line for each: the first is 1, the others say how many times as long they took. */
export function drawTimes(measured: readonly Measured[]): string {
  return renderBars(inTimesOf(new Map(measured.map(({ label, ms }) => [label, ms]))));
}
