// The tests of exercise `retry`, by a clock for which waiting takes no time.

import { describe, expect, it } from "vitest";
import { chooseWaitMs, retry } from "#exercise/09-downloader/retry.ts";
import type { Clock } from "#lesson/09-downloader/clock.ts";
import { DownloadError, type FailureKind } from "#lesson/09-downloader/download-error.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";
import { describeAnyAttempts } from "./fixtures/describe-any-attempts.ts";

/** Fails so often, then succeeds. */
function failTimes(times: number, kind: FailureKind = "transient", retryAfterMs?: number) {
  const attempts = { count: 0 };
  const attempt = async (): Promise<string> => {
    attempts.count++;
    if (attempts.count <= times) {
      throw new DownloadError(kind, `failure ${attempts.count}`, { retryAfterMs });
    }
    return "done";
  };
  return { attempts, attempt };
}

const random = (): number => 0.5;

/** The longest wait after so many failures in a row, in milliseconds. */
function longestAfter(failures: number): number {
  let longestMs = 500;
  for (let failure = 1; failure < failures && longestMs < 30_000; failure++) longestMs *= 2;
  return Math.min(longestMs, 30_000);
}

describe("retry", () => {
  it("returns what the attempt returns", async () => {
    const clock = createScriptedClock();
    expect(await retry(async () => 7, { retries: 3, clock, random })).toBe(7);
    expect(clock.waitsMs).toEqual([]);
  });

  it("tries again after a failure that may pass", async () => {
    const { attempts, attempt } = failTimes(2);
    const clock = createScriptedClock();
    expect(await retry(attempt, { retries: 3, clock, random })).toBe("done");
    expect(attempts.count).toBe(3);
  });

  it("waits before it tries again, twice as long after each failure", async () => {
    const clock = createScriptedClock();
    await retry(failTimes(4).attempt, { retries: 4, clock, random });
    expect(clock.waitsMs, "the waits in milliseconds").toEqual([375, 750, 1_500, 3_000]);
  });

  it("gives up with the last error when the budget is used up", async () => {
    const { attempts, attempt } = failTimes(9);
    const clock = createScriptedClock();
    await expect(retry(attempt, { retries: 3, clock, random })).rejects.toThrow("failure 4");
    expect(attempts.count).toBe(4);
  });

  it("does not wait after the last failure", async () => {
    const clock = createScriptedClock();
    const ended = retry(failTimes(9).attempt, { retries: 2, clock, random });
    await expect(ended).rejects.toThrow("failure 3");
    expect(clock.waitsMs).toHaveLength(2);
  });

  it("does not try again what is refused for good", async () => {
    const { attempts, attempt } = failTimes(1, "refused");
    const clock = createScriptedClock();
    await expect(retry(attempt, { retries: 3, clock, random })).rejects.toThrow("failure 1");
    expect(attempts.count).toBe(1);
  });

  it("has its whole budget again after an attempt that got somewhere", async () => {
    let attempts = 0;
    const attempt = async (progressed: () => void): Promise<number> => {
      attempts++;
      if (attempts > 20) return attempts;
      progressed();
      throw new DownloadError("transient", "cut");
    };
    const clock = createScriptedClock();
    expect(await retry(attempt, { retries: 1, clock, random })).toBe(21);
    expect(new Set(clock.waitsMs)).toEqual(new Set([375]));
  });

  it("never asks before the time that a busy server names", async () => {
    const clock = createScriptedClock();
    await retry(failTimes(2, "busy", 7_000).attempt, { retries: 3, clock, random });
    expect(clock.waitsMs).toEqual([7_000, 7_000]);
  });

  it("waits for its own time where the server names a shorter one", async () => {
    const clock = createScriptedClock();
    await retry(failTimes(1, "busy", 10).attempt, { retries: 3, clock, random });
    expect(clock.waitsMs).toEqual([375]);
  });

  it("gives up on a server that wants to be left alone for a day", async () => {
    const { attempt } = failTimes(1, "busy", 86_400_000);
    const clock = createScriptedClock();
    await expect(retry(attempt, { retries: 3, clock, random })).rejects.toThrow("failure 1");
    expect(clock.waitsMs).toEqual([]);
  });

  it("asks the caller what is worth trying again", async () => {
    const { attempts, attempt } = failTimes(1);
    const options = { retries: 3, clock: createScriptedClock(), random };
    const ended = retry(attempt, { ...options, isWorthRetrying: () => false });
    await expect(ended).rejects.toThrow("failure 1");
    expect(attempts.count).toBe(1);
  });

  it("says before each wait why, and for how long", async () => {
    const told: string[] = [];
    const clock: Clock = Object.assign(createScriptedClock(), {
      sleep: async (ms: number) => void told.push(`waits ${ms}`),
    });
    await retry(failTimes(2).attempt, {
      retries: 3,
      clock,
      random,
      onRetry: (error, waitMs) => told.push(`${(error as Error).message}: ${waitMs}`),
    });
    const said = ["failure 1: 375", "waits 375", "failure 2: 750", "waits 750"];
    expect(told, "what was said and done").toEqual(said);
  });

  it("stops immediately when it is aborted in a wait", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    // A wait that only the signal ends.
    const clock: Clock = Object.assign(createScriptedClock(), {
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
          controller.abort(reason);
          if (!signal) reject(new Error("the wait was not given the signal"));
        }),
    });
    const { attempts, attempt } = failTimes(1);
    const ended = retry(attempt, { retries: 3, clock, random, signal: controller.signal });
    await expect(ended).rejects.toBe(reason);
    expect(attempts.count).toBe(1);
  });

  it("does not take an abort for a failure that may pass", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const clock = createScriptedClock();
    const attempt = async (): Promise<never> => {
      controller.abort(reason);
      throw new DownloadError("transient", "the connection failed");
    };
    const told: unknown[] = [];
    const onRetry = (error: unknown): void => void told.push(error);
    const { signal } = controller;
    const ended = retry(attempt, { retries: 3, clock, random, signal, onRetry });
    await expect(ended).rejects.toBe(reason);
    expect(told).toEqual([]);
  });

  it("is aborted in its last attempt, too, whatever the reason", async () => {
    for (const reason of [new Error("interrupted"), null, 0, "", false]) {
      const controller = new AbortController();
      const attempt = async (): Promise<never> => {
        controller.abort(reason);
        throw new DownloadError("transient", "the connection failed");
      };
      const { signal } = controller;
      const clock = createScriptedClock();
      const end = await retry(attempt, { retries: 0, clock, random, signal }).catch(String);
      expect(end, `what retry rejected with after abort(${reason})`).toBe(String(reason));
    }
  });

  it("takes an attempt that throws before it returns a promise for a failure like any other", async () => {
    let attempts = 0;
    const attempt = (): Promise<string> => {
      if (++attempts < 3) throw new DownloadError("transient", `failure ${attempts}`);
      return Promise.resolve("done");
    };
    const ended = retry(attempt, { retries: 3, clock: createScriptedClock(), random });
    expect(await ended.catch(String), "what came of retry").toBe("done");
  });

  it("waits for half a minute at most, however often it has failed in a row", async () => {
    const clock = createScriptedClock();
    await retry(failTimes(1_100).attempt, { retries: 1_100, clock, random });
    for (const [index, waitMs] of clock.waitsMs.entries())
      expect(waitMs, `the wait after failure ${index + 1}`).toBe(longestAfter(index + 1) * 0.75);
  });
});

describeAnyAttempts();

describe("retry, aborted,", () => {
  it("tries nothing once its signal has aborted", async () => {
    for (const reason of [new Error("interrupted"), null]) {
      const signal = AbortSignal.abort(reason);
      const { attempts, attempt } = failTimes(0);
      const ended = retry(attempt, { retries: 3, clock: createScriptedClock(), random, signal });
      await expect(ended).rejects.toBe(reason);
      expect(attempts.count, `attempts after abort(${reason})`).toBe(0);
    }
  });

  it("tries nothing more when it is aborted in `onRetry`", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const { attempts, attempt } = failTimes(1);
    const { signal } = controller;
    const onRetry = (): void => controller.abort(reason);
    const clock = createScriptedClock();
    const ended = retry(attempt, { retries: 3, clock, random, signal, onRetry });
    await expect(ended).rejects.toBe(reason);
    expect(attempts.count, "attempts").toBe(1);
  });
});

describe("chooseWaitMs", () => {
  it("leaves the second half of a wait to chance", () => {
    expect(chooseWaitMs(1, () => 0)).toBe(250);
    expect(chooseWaitMs(1, () => 0.999)).toBeCloseTo(499.75);
    expect(chooseWaitMs(3, () => 0)).toBe(1_000);
  });

  it("never waits longer than half a minute", () => {
    expect(chooseWaitMs(50, () => 0)).toBe(15_000);
    expect(chooseWaitMs(5_000, () => 0.999)).toBeLessThanOrEqual(30_000);
  });

  it("never waits less than half of the longest wait, whatever the number of failures", () => {
    for (let failures = 1; failures <= 1_100; failures++)
      expect(
        chooseWaitMs(failures, () => 0),
        `the shortest wait after failure ${failures}`,
      ).toBe(longestAfter(failures) / 2);
  });
});
