// A speed limit for all connections together: one that is early waits.

import type { Clock } from "#lesson/09-downloader/clock.ts";

/** Waits until `bytes` more may have come. */
export type TakeBytes = (bytes: number, signal?: AbortSignal) => Promise<void>;

/** @param bytesPerSecond Infinity for no limit */
export function limitRate(bytesPerSecond: number, clock: Clock): TakeBytes {
  if (bytesPerSecond === Number.POSITIVE_INFINITY) return async () => {};
  // When the bytes that were taken so far are paid for.
  let paidAtMs = clock.now();
  return async (bytes, signal) => {
    const now = clock.now();
    // Time in which nothing came is not saved up.
    paidAtMs = Math.max(paidAtMs, now) + (bytes / bytesPerSecond) * 1_000;
    if (paidAtMs > now) await clock.sleep(paidAtMs - now, signal);
  };
}
