// The tests of exercise `transfer`: every schedule first, real threads last. The lock is ours.

import "#workbook/explorer/matcher.ts";
import "./fixtures/mutex-in-steps.ts";
import { describe, expect, it } from "vitest";
import {
  type Bank,
  BankError,
  deposit,
  total,
  transfer,
  withdraw,
} from "#exercise/02-locks/transfer.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { alongside } from "./fixtures/alongside.ts";
import { runTogether, share } from "./fixtures/together.ts";
import { specifyTransfer } from "./specifications/transfer.ts";

const memory = { lock: Mutex.length, balances: [100, 50] };

function open(m: { lock: Int32Array; balances: Int32Array }): Bank {
  return { lock: new Mutex(m.lock), balances: m.balances };
}

/** The balances at the end, and that the lock is free. */
function expectBalances(m: { lock: Int32Array; balances: Int32Array }, ...expected: number[]) {
  if (!new Mutex(m.lock).tryLock()) return "the lock is still taken";
  const got = Array.from(m.balances).join(" and ");
  return got === expected.join(" and ") || `the balances are ${got}, not ${expected.join(" and ")}`;
}

function transfers(m: { lock: Int32Array; balances: Int32Array }): void {
  transfer(open(m), 0, 1, 30);
}

/** The error of `action`, or what it returned. */
function outcomeOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (error instanceof BankError) return "refused";
    throw error;
  }
}

describe("transfer", () => {
  it("moves money and gives the lock back", () => {
    const once = defineScenario({
      name: "one transfer",
      memory,
      threads: [(m) => transfer(open(m), 0, 1, 30)],
      final: (m) => expectBalances(m, 70, 80),
    });
    expect(once).toHoldUnderEverySchedule({ of: "1 thread" });
  });

  it("loses no coin between two threads", () => {
    const crossing = (there: number[], back: number[], left: number) =>
      defineScenario({
        name: `two threads × ${there.length} transfers`,
        memory,
        threads: [
          function pays(m) {
            for (const amount of there) transfer(open(m), 0, 1, amount);
          },
          function paysBack(m) {
            for (const amount of back) transfer(open(m), 1, 0, amount);
          },
        ],
        final: (m) => expectBalances(m, left, 150 - left),
      });
    expect(crossing([30], [10], 80)).toHoldUnderEverySchedule({ of: "2 threads × 1 transfer" });
    expect(crossing([30, 5], [10, 2], 77)).toHoldUnderEverySchedule({
      of: "2 threads × 2 transfers",
    });
  });

  it("loses no coin among a transfer, a deposit and a withdrawal", () => {
    const three = defineScenario({
      name: "a transfer, a deposit, a withdrawal",
      memory,
      threads: [
        transfers,
        function deposits(m) {
          deposit(open(m), 0, 20);
        },
        function withdraws(m) {
          withdraw(open(m), 1, 10);
        },
      ],
      final: (m) => expectBalances(m, 90, 70),
    });
    expect(three).toHoldUnderEverySchedule({ of: "3 threads × 1 booking" });
  });

  it("shows no thread a moment at which the money is in neither account", () => {
    const audit = defineScenario({
      name: "a transfer and an audit",
      memory,
      threads: [
        transfers,
        function audits(m) {
          return total(open(m));
        },
      ],
      final: (_, [, seen]) => seen === 150 || `total saw ${seen}, not 150`,
    });
    expect(audit).toHoldUnderEverySchedule({ of: "a transfer and an audit" });
  });

  it("gives the lock back when it refuses", () => {
    const refusals = defineScenario({
      name: "four bookings refused",
      memory,
      threads: [
        (m) => {
          const bank = open(m);
          return [
            () => transfer(bank, 0, 1, 101),
            () => transfer(bank, 7, 1, 1),
            () => withdraw(bank, 0, 101),
            () => deposit(bank, 7, 1),
          ]
            .map(outcomeOf)
            .join(", ");
        },
      ],
      final: (m, [outcomes]) =>
        outcomes === "refused, refused, refused, refused"
          ? expectBalances(m, 100, 50)
          : `of four impossible bookings were ${outcomes ?? "allowed"}`,
    });
    expect(refusals).toHoldUnderEverySchedule({ of: "1 thread, 4 refusals" });
  });

  it("moves nothing to an account that is not there", () => {
    for (const missing of [7, 2, -1, 0.5, Number.NaN]) {
      const bank = open({ lock: share(1), balances: Int32Array.of(100, 50) });
      expect(
        thrownBy(() => transfer(bank, 0, missing, 30)),
        `what a transfer to account ${missing} throws`,
      ).toBeInstanceOf(BankError);
      expect(Array.from(bank.balances), "balances").toEqual([100, 50]);
    }
  });

  it("allows one of two withdrawals that are too much together", () => {
    const both = defineScenario({
      name: "two withdrawals, money for one",
      memory,
      threads: { count: 2, run: (m) => outcomeOf(() => withdraw(open(m), 0, 60)) ?? "paid" },
      final: (m, outcomes) =>
        outcomes.filter((outcome) => outcome === "paid").length === 1
          ? expectBalances(m, 40, 50)
          : `the withdrawals were ${outcomes.join(" and ")}`,
    });
    expect(both).toHoldUnderEverySchedule({ of: "2 withdrawals" });
  });

  it("behaves in every small program as if each call were one step", () => {
    const answer = { BankError, deposit, total, transfer, withdraw };
    expect(specifyTransfer(answer, [[1], [2], [1, 1]])).toHoldInEveryProgram();
  });

  it(
    "keeps the sum through 2 × 2,000 transfers of real threads",
    alongside(async () => {
      const [data, cells] = [share(2), share(Mutex.length)];
      data.set([10_000, 10_000]);
      const file = new URL("./fixtures/move-money.ts", import.meta.url);
      await runTogether(file, { count: 2, rounds: 1_000, cells, data });
      expect(Array.from(data), "balances").toEqual([8_000, 12_000]);
    }),
  );
});
