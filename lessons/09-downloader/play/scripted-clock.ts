// A clock for scripted runs: a wait takes no time and is remembered, and silence lasts as long as told.

import type { Clock } from "#lesson/09-downloader/clock.ts";

export interface ScriptedClock extends Clock {
  /** Every wait, in milliseconds, in order. */
  readonly waitsMs: readonly number[];
  /** The next timer that is started runs out at once. */
  expireNextTimer(): void;
}

/** It begins at midnight on 2026-01-01. Waits follow each other, so use it for one connection. */
export function createScriptedClock(): ScriptedClock {
  const startMs = Date.UTC(2026, 0, 1);
  const waitsMs: number[] = [];
  let nowMs = 0;
  let isNextExpired = false;
  return {
    waitsMs,
    now: () => nowMs,
    wallMs: () => startMs + nowMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waitsMs.push(ms);
      nowMs += ms;
    },
    startTimer(ms, onTime) {
      if (!isNextExpired) return () => {};
      isNextExpired = false;
      nowMs += ms;
      queueMicrotask(onTime);
      return () => {};
    },
    expireNextTimer() {
      isNextExpired = true;
    },
  };
}
