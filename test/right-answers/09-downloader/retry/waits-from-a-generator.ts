// right: a generator gives the waits that are left; progress makes a new one

import type { Clock } from "#lesson/09-downloader/clock.ts";
import { DownloadError, isFailure } from "#lesson/09-downloader/download-error.ts";

export interface RetryOptions {
  /** How often to try again after an attempt that got nowhere. */
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
 * Runs the attempt until it succeeds. The longest wait doubles with every failure in a row; how much
 * of its second half is waited is left to chance, so that clients that failed together come
 * back apart. A server that names a time is not asked before, whatever kind of error names it.
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
  let waitsMs = listWaits(retries, random);
  const progressed = (): void => {
    waitsMs = listWaits(retries, random);
  };
  for (;;) {
    signal?.throwIfAborted();
    const [ended] = await Promise.allSettled([(async () => await attempt(progressed))()]);
    if (ended.status === "fulfilled") return ended.value;
    signal?.throwIfAborted();
    const error: unknown = ended.reason;
    const askedMs = error instanceof DownloadError ? (error.retryAfterMs ?? 0) : 0;
    const next = isWorthRetrying(error) && askedMs <= patienceMs && waitsMs.next();
    if (!next || next.done) throw error;
    const waitMs = Math.max(next.value, askedMs);
    onRetry?.(error, waitMs);
    await clock.sleep(waitMs, signal);
  }
}

/** As many as there are tries left. */
function* listWaits(retries: number, random: () => number): Generator<number, void> {
  for (let failures = 1; failures <= retries; failures++) yield chooseWaitMs(failures, random);
}

/** Before the `failures`-th try again, from 1. */
export function chooseWaitMs(failures: number, random: () => number): number {
  const longestMs = Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs);
  return (longestMs / 2) * (1 + random());
}

function isPassing(error: unknown): boolean {
  return isFailure(error, "busy", "transient");
}
