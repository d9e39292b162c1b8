// The tests of exercise `lock-scenario`: what right locks and wrong ones do in the scenario.

import "#workbook/explorer/matcher.ts";
import { describe, expect, it } from "vitest";
import { sellUnder } from "#exercise/02-locks/lock-scenario.ts";
import type { LockClass } from "#lesson/02-locks/lock.ts";
import { LooksThenTakes, WakesTooEarly, WokenWritesOne } from "#lesson/02-locks/wrong-locks.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { SpinLock } from "#solution/02-locks/spin-lock.ts";
import { graderBudget } from "#workbook/explorer/grader-budget.ts";
import { explore } from "#workbook/explorer/index.ts";
import { Mutex as TicketLock } from "../../right-answers/02-locks/mutex/ticket-lock.ts";
import { LetsTwoIn } from "./fixtures/lets-two-in.ts";

/** "breaks", or what happens in place of that. */
function outcomeWith(WrongLock: LockClass): string {
  const { verdict, message, isTooLarge } = explore(sellUnder(WrongLock), graderBudget);
  if (verdict === "holds") return "holds";
  if (isTooLarge) return "has too many states; take fewer threads or rounds";
  return verdict === "unsupported" ? message : "breaks";
}

describe("sellUnder", () => {
  it("holds with a right mutex", () => {
    expect(sellUnder(Mutex)).toHoldUnderEverySchedule({ of: "the scenario with a mutex" });
  });

  it("breaks a lock that looks in one step and takes in the next", () => {
    expect(outcomeWith(LooksThenTakes), "the scenario with `LooksThenTakes`").toBe("breaks");
  });

  it("breaks a lock that wakes before it is free", () => {
    expect(outcomeWith(WakesTooEarly), "the scenario with `WakesTooEarly`").toBe("breaks");
  });

  it("breaks a lock whose woken thread writes 1", () => {
    expect(outcomeWith(WokenWritesOne), "the scenario with `WokenWritesOne`").toBe("breaks");
  });

  it("holds with a right spin lock", () => {
    expect(sellUnder(SpinLock)).toHoldUnderEverySchedule({ of: "the scenario with a spin lock" });
  });

  it("holds with a right lock whose cells mean something else", () => {
    expect(sellUnder(TicketLock)).toHoldUnderEverySchedule({
      of: "the scenario with a ticket lock",
    });
  });

  it("breaks a lock that lets in two threads and no third", () => {
    expect(outcomeWith(LetsTwoIn), "the scenario with a lock for two").toBe("breaks");
  });
});
