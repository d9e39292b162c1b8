// Ends code that would never end by itself: a thread that computes forever, or catches everything.

import { host } from "./host.ts";

/** Work was cut off before it had its share of the processor: the machine is busy. Try again, for longer. */
export class Stalled extends Error {}

let isInBatch = false;
let announce: () => void = () => {};

/**
 * Has `listener`, and no other from then on, called whenever the explorer sets to work on code that it bounds by itself.
 * Whoever bounds the time of all else in this process can tell the two apart.
 */
export function whenExploring(listener: () => void): void {
  announce = listener;
}

/**
 * Runs `work` under one guard in place of those inside it: each costs more than a small exploration. False if it was cut
 * off, for whatever reason. Then nothing of it counts.
 */
export function runBatch(work: () => void, timeoutMs: number): boolean {
  try {
    return runGuarded(
      () => {
        isInBatch = true;
        work();
      },
      timeoutMs,
      1,
    );
  } catch (error) {
    if (error instanceof Stalled) return false;
    throw error;
  } finally {
    isInBatch = false;
  }
}

/**
 * Runs `work` and returns true, or cuts it off once it has used `timeoutMs` of processor time and
 * returns false; nothing in `work` can catch that. It looks after `timeoutMs` times `patience` on
 * the wall: if less was used by then, it throws `Stalled`. Errors of `work` pass through.
 */
export function runGuarded(work: () => void, timeoutMs: number, patience: number): boolean {
  if (isInBatch) {
    work();
    return true;
  }
  announce();
  const { stackTraceLimit } = Error;
  const elapsed = host.startClock();
  try {
    const isWhole = host.runWithin(work, Math.max(1, Math.ceil(timeoutMs * patience)));
    if (!isWhole && elapsed() < timeoutMs * 0.9) throw new Stalled("The machine was busy.");
    return isWhole;
  } finally {
    // A run that was cut off could not give it back.
    Error.stackTraceLimit = stackTraceLimit;
  }
}
