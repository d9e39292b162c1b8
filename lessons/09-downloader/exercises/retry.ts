// Exercise `retry`: try again with a budget, ever later, and never all at the same moment.

import type { Clock } from "#lesson/09-downloader/clock.ts";
import { isFailure } from "#lesson/09-downloader/download-error.ts";

export interface RetryOptions {
  /** How often to try again after an attempt that got nowhere. 0: never, even after one that got somewhere. */
  retries: number;
  clock: Clock;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  signal?: AbortSignal | undefined;
  /** Default: what is `transient` or `busy`. */
  isWorthRetrying?: (error: unknown) => boolean;
  /** Called before each wait. */
  onRetry?: (error: unknown, waitMs: number) => void;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** Who asks us to wait for longer than that has refused. */
const patienceMs = 3_600_000;

/**
 * Runs the attempt until it succeeds; once the signal has aborted, no more. The longest wait
 * doubles with every failure in a row; how much of its second half is waited is left to chance, so
 * that clients that failed together come back apart. A server that names a time is not asked
 * before, whatever kind of error names it.
 *
 * @param attempt fails if it throws or rejects; calls `progressed` whenever it got somewhere: the
 *   budget is then as at the start
 * @throws the last error when the budget is used up; at once what is not worth retrying; the
 *   signal's reason in place of any other if it has aborted, during a wait too
 */
export async function retry<Result>(
  attempt: (progressed: () => void) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { retries, clock, random, signal, isWorthRetrying = isPassing, onRetry } = options;
  // TODO: count the failures in a row, and forget them when the attempt gets somewhere.
  // TODO: an abort is no failure: throw the signal's reason.
  // TODO: give up when the budget is used up, when it is not worth it, or beyond all patience.
  // TODO: tell `onRetry`, and wait as long as is due, or as the error's `retryAfterMs` asks.
  return await attempt(() => {});
}

/** Before the `failures`-th try again, from 1. */
export function chooseWaitMs(failures: number, random: () => number): number {
  // TODO: double, up to the longest; half of it for certain, the other half by chance.
  return firstWaitMs;
}

function isPassing(error: unknown): boolean {
  return isFailure(error, "busy", "transient");
}
