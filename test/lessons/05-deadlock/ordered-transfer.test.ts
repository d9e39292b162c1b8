// The tests of exercise `ordered-transfer`: every schedule first, real threads last.

import { expect, it } from "vitest";
import { transfer } from "#exercise/05-deadlock/ordered-transfer.ts";
import { Account } from "#lesson/05-deadlock/account.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { joinAll } from "../02-locks/fixtures/together.ts";
import { expectToHoldAlone } from "./fixtures/alone.ts";
import { inOwnBuffer } from "./fixtures/own-buffer.ts";
import { specifyOrderedTransfer } from "./specifications/ordered-transfer.ts";

const banker = new URL("./fixtures/banker.ts", import.meta.url);

interface Bank {
  anna: Int32Array;
  ben: Int32Array;
}

// In each account's memory: its mutex, then its balance.
const bank = { anna: [0, 5], ben: [0, 5] };
const open = ({ anna, ben }: Bank) => ({ anna: new Account(1, anna), ben: new Account(2, ben) });

/** What is wrong at the end, if anything. */
function findFault({ anna, ben }: Bank, [annas, bens]: [number, number]): string | true {
  const found = `${anna[1]} and ${ben[1]}`;
  if (anna[1] !== annas || ben[1] !== bens)
    return `the balances are ${found}, not ${annas} and ${bens}`;
  if (anna[0] !== 0 || ben[0] !== 0) return "a thread still holds the lock of an account";
  return true;
}

it("moves the money, and gives both locks back", (context) => {
  expectToHoldAlone(
    defineScenario({
      name: "one transfer",
      memory: bank,
      threads: [(m) => transfer(open(m).anna, open(m).ben, 3)],
      final: (m, [enough]) =>
        enough !== true ? `transfer returned ${enough}, not true` : findFault(m, [2, 8]),
    }),
    context,
  );
});

it("refuses what is not there, and gives both locks back", (context) => {
  expectToHoldAlone(
    defineScenario({
      name: "too much",
      memory: bank,
      threads: [(m) => transfer(open(m).anna, open(m).ben, 6)],
      final: (m, [enough]) =>
        enough !== false ? `transfer returned ${enough}, not false` : findFault(m, [5, 5]),
    }),
    context,
  );
});

it.for([
  { amount: 5, enough: true },
  { amount: 6, enough: false },
])("does not wait for itself: $amount from an account to itself", ({ amount, enough }, context) => {
  expectToHoldAlone(
    defineScenario({
      name: "an account to itself",
      memory: bank,
      threads: [(m) => transfer(open(m).anna, open(m).anna, amount)],
      final: (m, [said]) =>
        said !== enough ? `transfer returned ${said}, not ${enough}` : findFault(m, [5, 5]),
    }),
    context,
  );
});

function opposite(rounds: number, openBank = open) {
  return defineScenario({
    name: "Anna to Ben, Ben to Anna",
    memory: bank,
    threads: [
      function annaToBen(m) {
        const { anna, ben } = openBank(m);
        return pay(anna, ben, 3, rounds);
      },
      function benToAnna(m) {
        const { anna, ben } = openBank(m);
        return pay(ben, anna, 4, rounds);
      },
    ],
    final: (m, [annas, bens]) => {
      const moved = 3 * Number(annas) - 4 * Number(bens);
      return findFault(m, [5 - moved, 5 + moved]);
    },
  });
}

it("lets opposite transfers pass each other, 2 threads × 2 rounds", () => {
  expect(opposite(1)).toHoldUnderEverySchedule({ of: "2 threads × 1 transfer" });
  expect(opposite(2)).toHoldUnderEverySchedule({ of: "2 threads × 2 transfers" });
});

it("lets opposite transfers pass each other when each account has a buffer of its own", () => {
  const openApart = ({ anna, ben }: Bank) =>
    open({ anna: inOwnBuffer("Anna", anna), ben: inOwnBuffer("Ben", ben) });
  expect(opposite(1, openApart)).toHoldUnderEverySchedule({ of: "2 buffers × 1 transfer" });
});

/** How often there was enough. */
function pay(from: Account, to: Account, amount: number, rounds: number): number {
  let paid = 0;
  for (let round = 0; round < rounds; round++) paid += Number(transfer(from, to, amount));
  return paid;
}

it("never lets a thread that holds both locks see money that is nowhere", () => {
  expect(
    defineScenario({
      name: "a transfer and an audit",
      memory: bank,
      threads: [
        function transfers(m) {
          transfer(open(m).anna, open(m).ben, 3);
        },
        function audits(m) {
          const { anna, ben } = open(m);
          // Waits for nobody, so it fits every order.
          if (!anna.lock.tryLock()) return undefined;
          const total = ben.lock.tryLock() ? anna.balance + ben.balance : undefined;
          if (total !== undefined) ben.lock.unlock();
          anna.lock.unlock();
          return total;
        },
      ],
      final: (_, [, total]) =>
        total === undefined || total === 10 || `the auditor counted ${total}, not 10`,
    }),
  ).toHoldUnderEverySchedule({ of: "a transfer and an audit" });
});

it("lets a ring of transfers pass, 3 threads × 1 round", () => {
  expect(
    defineScenario({
      name: "a ring of three accounts",
      memory: { bank: [0, 5, 0, 5, 0, 5] },
      threads: {
        count: 3,
        run: (m, id) => {
          const account = (n: number) => new Account(n, m.bank.subarray(2 * n, 2 * n + 2));
          transfer(account(id), account((id + 1) % 3), 5);
        },
      },
      final: (m) =>
        m.bank.join() === "0,5,0,5,0,5" || `locks and balances are ${m.bank.join(", ")}`,
    }),
  ).toHoldUnderEverySchedule({ of: "3 threads × 1 transfer" });
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyOrderedTransfer(transfer, [[1], [1, 1]])).toHoldInEveryProgram();
});

it(
  "loses nothing with real threads, 2 threads × 2,000 transfers",
  alongside(async () => {
    const cells = new Int32Array(new SharedArrayBuffer(4 * 2 * Account.length));
    const accounts = [0, 1].map((n) => new Account(n, cells.subarray(2 * n, 2 * n + 2)));
    for (const account of accounts) account.balance = 10_000;
    await joinAll(
      banker,
      [0, 1].map((from) => ({ cells, from })),
    );
    expect(accounts.map(({ balance }) => balance)).toEqual([8_000, 12_000]);
  }),
);
