// Time as a part that can be replaced: the exercises are tested by a clock that a test turns.

import { setTimeout as sleepFor } from "node:timers/promises";

export interface Clock {
  /** Milliseconds since some moment in the past; never turned back. */
  readonly nowMs: number;
  /** Resolves when the time is over, or as soon as `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  get nowMs() {
    return performance.now();
  },
  async sleep(ms, signal) {
    await sleepFor(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
  },
};
