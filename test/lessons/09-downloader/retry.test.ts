// The tests of exercise `retry`, by a clock for which waiting takes no time.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseWaitMs, retry } from "#exercise/09-downloader/retry.ts";
import type { Clock } from "#lesson/09-downloader/clock.ts";
import { DownloadError, type FailureKind } from "#lesson/09-downloader/download-error.ts";
import { createScriptedClock } from "#lesson/09-downloader/play/scripted-clock.ts";

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
    await retry(failTimes(2).attempt, {
      retries: 3,
      clock: createScriptedClock(),
      random,
      onRetry: (error, waitMs) => told.push(`${(error as Error).message}: ${waitMs}`),
    });
    expect(told).toEqual(["failure 1: 375", "failure 2: 750"]);
  });

  it("stops at once when it is aborted in a wait", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    // A wait that only the signal ends.
    const clock: Clock = {
      ...createScriptedClock(),
      sleep: (_, signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
          controller.abort(reason);
          if (!signal) reject(new Error("the wait was not given the signal"));
        }),
    };
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
});

/** One attempt as a case has it. */
interface Attempt {
  /** What it returns, or throws. */
  value: unknown;
  isThrown: boolean;
  progresses: boolean;
}

const anyAttempt: fc.Arbitrary<Attempt> = fc.record({
  isThrown: fc.boolean(),
  value: fc.oneof(
    fc.constantFrom(undefined, null, 0, "", false, new Error("a mistake")),
    fc
      .constantFrom<FailureKind>("transient", "busy", "refused")
      .chain((kind) =>
        fc
          .constantFrom(undefined, 0, 10, 7_000, 3_600_000, 3_600_001)
          .map((retryAfterMs) => new DownloadError(kind, `it is ${kind}`, { retryAfterMs })),
      ),
  ),
  progresses: fc.boolean(),
});

/** What must come of the attempts, one after another; those after the last succeed. */
function foresee(
  attempts: readonly Attempt[],
  retries: number,
  isWorth: (error: unknown) => boolean,
) {
  const waitsMs: number[] = [];
  let failures = 0;
  for (const [index, { value, isThrown, progresses }] of attempts.entries()) {
    const end = { count: index + 1, waitsMs, isThrown, value };
    if (!isThrown) return end;
    failures = progresses ? 1 : failures + 1;
    const askedMs =
      value instanceof DownloadError && value.kind !== "refused" ? (value.retryAfterMs ?? 0) : 0;
    if (failures > retries || askedMs > 3_600_000 || !isWorth(value)) return end;
    waitsMs.push(Math.max(Math.min(500 * 2 ** (failures - 1), 30_000) * 0.75, askedMs));
  }
  return { count: attempts.length + 1, waitsMs, isThrown: false, value: "done" };
}

describe("retry, whatever the attempts come to,", () => {
  const isPassing = (error: unknown): boolean =>
    error instanceof DownloadError && error.kind !== "refused";
  for (const [title, own] of [
    ["does as its budget has it", undefined],
    ["does as the caller says of what is worth another try", () => true],
  ] as const) {
    it(title, async () => {
      const cases = fc.tuple(fc.array(anyAttempt, { maxLength: 7 }), fc.nat(3));
      const property = fc.asyncProperty(cases, async ([attempts, retries]) => {
        const clock = createScriptedClock();
        let count = 0;
        const attempt = async (progressed: () => void): Promise<unknown> => {
          const now = attempts[count++];
          if (!now) return "done";
          if (now.progresses) progressed();
          if (now.isThrown) throw now.value;
          return now.value;
        };
        const options = { retries, clock, random, ...(own ? { isWorthRetrying: own } : {}) };
        const end = await retry(attempt, options).then(
          (value) => ({ isThrown: false, value }),
          (value: unknown) => ({ isThrown: true, value }),
        );
        const right = foresee(attempts, retries, own ?? isPassing);
        const shown = attempts.map(
          ({ value, isThrown, progresses }) =>
            `${progresses ? "progress and " : ""}${isThrown ? "throw" : "return"} ${show(value)}`,
        );
        const told = `with ${retries} retries, after ${shown.join("; ") || "no failure"}`;
        expect(count, `attempts ${told}`).toBe(right.count);
        expect(clock.waitsMs, `waits ${told}`).toEqual(right.waitsMs);
        expect(end.isThrown ? "thrown" : "returned", `how it ended ${told}`).toBe(
          right.isThrown ? "thrown" : "returned",
        );
        expect(end.value, `what it ended with ${told}`).toBe(right.value);
      });
      const { failed, errorInstance } = await fc.check(property, { seed: 9, numRuns: 300 });
      if (failed) throw errorInstance;
    });
  }

  it("tries nothing once its signal has aborted", async () => {
    const reason = new Error("interrupted");
    const signal = AbortSignal.abort(reason);
    const { attempts, attempt } = failTimes(0);
    const ended = retry(attempt, { retries: 3, clock: createScriptedClock(), random, signal });
    await expect(ended).rejects.toBe(reason);
    expect(attempts.count, "attempts").toBe(0);
  });

  it("tries nothing more when it is aborted as it says that it will wait", async () => {
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

function show(value: unknown): string {
  if (!(value instanceof DownloadError))
    return value instanceof Error ? "an Error" : (JSON.stringify(value) ?? "undefined");
  const { kind, retryAfterMs } = value;
  return `\`${kind}\`${retryAfterMs === undefined ? "" : ` for ${retryAfterMs} ms`}`;
}

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
});
