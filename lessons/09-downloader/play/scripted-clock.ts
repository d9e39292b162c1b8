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
  return new ClockInSteps();
}

/** Its methods need it, as those of many clocks do: they are called on it, not by themselves. */
class ClockInSteps implements ScriptedClock {
  readonly waitsMs: number[] = [];
  readonly #startMs = Date.UTC(2026, 0, 1);
  #nowMs = 0;
  #isNextExpired = false;

  now(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#startMs + this.#nowMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waitsMs.push(ms);
    this.#nowMs += ms;
  }

  startTimer(ms: number, onTime: () => void): () => void {
    if (!this.#isNextExpired) return () => {};
    this.#isNextExpired = false;
    this.#nowMs += ms;
    queueMicrotask(onTime);
    return () => {};
  }

  expireNextTimer(): void {
    this.#isNextExpired = true;
  }
}
