// Time, as something that a test can replace: nothing of the downloader asks the system for it.

import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
  /** Milliseconds since some moment; it never goes back. */
  now(): number;
  /** Milliseconds since 1970, for the dates in headers. */
  wallMs(): number;
  /** @throws the signal's reason, as soon as it aborts */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back once, unless the function that it returns is called before. */
  startTimer(ms: number, onTime: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  wallMs: () => Date.now(),
  async sleep(ms, signal) {
    try {
      // The moment may pass between the caller's look at the clock and this one.
      await sleep(Math.max(0, ms), undefined, signal ? { signal } : {});
    } catch (error) {
      // Its own AbortError hides why.
      throw signal?.aborted ? signal.reason : error;
    }
  },
  startTimer(ms, onTime) {
    const timer = setTimeout(onTime, ms);
    return () => clearTimeout(timer);
  },
};
