// The tests of exercise `spin-lock`: every schedule first, real threads last.

import "#workbook/explorer/matcher.ts";
import { describe, expect, it } from "vitest";
import { SpinLock } from "#exercise/02-locks/spin-lock.ts";
import { alongside } from "./fixtures/alongside.ts";
import { countsByTwoThreads, refusesUnlock } from "./fixtures/real-lock.ts";
import { share } from "./fixtures/together.ts";
import {
  incrementUnder,
  tryAlone,
  tryBetween,
  tryBoth,
  unlockBoth,
} from "./fixtures/under-lock.ts";
import { specifyLock } from "./specifications/lock.ts";

describe("SpinLock", () => {
  it("lets in one thread at a time, and every thread in the end", () => {
    expect(incrementUnder(SpinLock, 2, 1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(incrementUnder(SpinLock, 2, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("forgets no thread when a third thread comes", () => {
    expect(incrementUnder(SpinLock, 3, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });

  it("is taken by one of two that try", () => {
    expect(tryBoth(SpinLock)).toHoldUnderEverySchedule({ of: "2 threads that try" });
  });

  it("forgets no waiting thread when another tries in between", () => {
    expect(tryBetween(SpinLock)).toHoldUnderEverySchedule({ of: "2 threads and one that tries" });
  });

  it("can be taken again once it is given back", () => {
    expect(tryAlone(SpinLock)).toHoldUnderEverySchedule({ of: "1 thread" });
  });

  it("refuses an unlock without a lock", () => refusesUnlock(SpinLock));

  it("refuses one of two threads that unlock after one lock", () => {
    expect(unlockBoth(SpinLock)).toHoldUnderEverySchedule({ of: "2 threads that unlock" });
  });

  it("behaves in every small program as if each call were one step", () => {
    expect(specifyLock(SpinLock, true, [[1], [1, 1], [2, 1], [1, 1, 1]])).toHoldInEveryProgram();
  });

  it(
    "counts 2 × 2,000 increments of real threads",
    alongside(async () => {
      await countsByTwoThreads("count-under-spin-lock.ts", share(SpinLock.length));
    }),
  );
});
