// The tests of exercise `mutex`: every schedule first, real threads last.

import "#workbook/explorer/matcher.ts";
import { describe, expect, it } from "vitest";
import { Mutex } from "#exercise/02-locks/mutex.ts";
import { alongside } from "./fixtures/alongside.ts";
import { countsByTwoThreads, refusesUnlock } from "./fixtures/real-lock.ts";
import { share } from "./fixtures/together.ts";
import {
  howWaits,
  incrementUnder,
  passUnder,
  tryAlone,
  tryBetween,
  tryBoth,
  unlockBoth,
} from "./fixtures/under-lock.ts";
import { specifyLock } from "./specifications/lock.ts";

describe("Mutex", () => {
  it("lets waiting threads sleep", () => {
    const how = howWaits(
      Mutex.length,
      (cells) => new Mutex(cells).lock(),
      (cells) => new Mutex(cells).lock(),
    );
    expect(how, "a thread that waits for a taken mutex").toBe("sleeps");
  });

  it("lets in one thread at a time, and every thread in the end", () => {
    expect(incrementUnder(Mutex, 2, 1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(incrementUnder(Mutex, 2, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("forgets no thread when a third thread comes", () => {
    expect(incrementUnder(Mutex, 3, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });

  it("forgets no thread when three wait", () => {
    expect(passUnder(Mutex, 4)).toHoldUnderEverySchedule({ of: "4 threads × 1 round" });
  });

  it("is taken by one of two that try", () => {
    expect(tryBoth(Mutex)).toHoldUnderEverySchedule({ of: "2 threads that try" });
  });

  it("forgets no waiting thread when another tries in between", () => {
    expect(tryBetween(Mutex)).toHoldUnderEverySchedule({ of: "2 threads and one that tries" });
  });

  it("can be taken again once it is given back", () => {
    expect(tryAlone(Mutex)).toHoldUnderEverySchedule({ of: "1 thread" });
  });

  it("refuses an unlock without a lock", () => refusesUnlock(Mutex));

  it("refuses one of two threads that unlock after one lock", () => {
    expect(unlockBoth(Mutex)).toHoldUnderEverySchedule({ of: "2 threads that unlock" });
  });

  it("behaves in every small program as if each call were one step", () => {
    expect(specifyLock(Mutex, false, [[1], [2], [1, 1], [2, 1], [1, 1, 1]])).toHoldInEveryProgram();
  });

  it(
    "counts 2 × 2,000 increments of real threads",
    alongside(async () => {
      await countsByTwoThreads("count-under-mutex.ts", share(Mutex.length));
    }),
  );
});
