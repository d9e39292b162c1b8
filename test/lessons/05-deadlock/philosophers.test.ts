// The tests of exercise `philosophers`. Any strategy passes that lets everybody eat in the end.

import { expect, it } from "vitest";
import { Table } from "#exercise/05-deadlock/philosophers.ts";
import { defineScenario, type Scenario } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { joinAll } from "../02-locks/fixtures/together.ts";
import { expectToHoldAlone } from "./fixtures/alone.ts";
import { findSleeperBesideFreeForks } from "./fixtures/beside-free-forks.ts";
import { specifyPhilosophers } from "./specifications/philosophers.ts";

const philosopher = new URL("./fixtures/philosopher.ts", import.meta.url);

/** Everybody at the table eats `rounds` times; who eats uses both forks, and nobody else may. */
function dinner(seats: number, rounds: number): Scenario {
  return defineScenario({
    name: `${seats} philosophers eat ${rounds} times`,
    memory: { table: Table.cellsFor(seats), forkUses: seats },
    threads: {
      count: seats,
      run: (m, seat) => {
        const table = new Table(m.table, seats);
        for (let round = 0; round < rounds; round++) {
          table.takeForks(seat);
          for (const fork of [seat, (seat + 1) % seats])
            m.forkUses[fork] = (m.forkUses[fork] ?? 0) + 1;
          table.putForks(seat);
        }
      },
    },
    final: (m) =>
      m.forkUses.every((uses) => uses === 2 * rounds) ||
      `the forks were used ${m.forkUses.join(", ")} times, not ${2 * rounds} times each`,
  }) as unknown as Scenario;
}

it("lets one philosopher eat twice", (context) => {
  expectToHoldAlone(
    defineScenario({
      name: "alone at a table of three",
      memory: { table: Table.cellsFor(3) },
      threads: [
        (m) => {
          const table = new Table(m.table, 3);
          for (const seat of [2, 2]) {
            table.takeForks(seat);
            table.putForks(seat);
          }
        },
      ],
    }),
    context,
  );
});

it("lets two philosophers eat at the same time if they share no fork", (context) => {
  expectToHoldAlone(
    defineScenario({
      name: "seats 0 and 2 of four",
      memory: { table: Table.cellsFor(4) },
      threads: [
        (m) => {
          const table = new Table(m.table, 4);
          for (const seat of [0, 2]) table.takeForks(seat);
          for (const seat of [0, 2]) table.putForks(seat);
        },
      ],
    }),
    context,
  );
});

it("lets them do so at a table of any size", (context) => {
  // Around the 32 bits of a cell and the 53 of a number.
  for (const seats of [33, 65, 129]) {
    for (const apart of [31, 32, 52, 53, 63, 64, 127].filter((seat) => seat < seats - 1)) {
      expectToHoldAlone(
        defineScenario({
          name: `seats 0 and ${apart} of ${seats}`,
          memory: { table: Table.cellsFor(seats) },
          threads: [
            (m) => {
              const table = new Table(m.table, seats);
              for (const seat of [0, apart]) table.takeForks(seat);
              for (const seat of [0, apart]) table.putForks(seat);
            },
          ],
        }),
        context,
      );
    }
  }
});

it("lets three philosophers eat, one fork to one hand, 3 threads × 1 round", () => {
  expect(dinner(3, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
});

it("lets two philosophers eat again, 2 threads × 2 rounds", () => {
  expect(dinner(2, 1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
  expect(dinner(2, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyPhilosophers(Table, 2, [0, 1], [[1], [1, 1], [2, 1]])).toHoldInEveryProgram();
  expect(specifyPhilosophers(Table, 3, [0, 1, 2], [[1], [1, 1]])).toHoldInEveryProgram();
  expect(
    specifyPhilosophers(
      Table,
      4,
      [0, 1, 2, 3],
      [
        [1, 1],
        [1, 1, 1],
      ],
    ),
  ).toHoldInEveryProgram();
  // More forks than a cell has bits.
  expect(specifyPhilosophers(Table, 33, [0, 30, 31, 32], [[1, 1]])).toHoldInEveryProgram();
});

it("lets no philosopher sleep beside two free forks, whichever others wait", () => {
  expect(
    findSleeperBesideFreeForks(Table),
    "who sleeps forever where a newcomer to the seat would eat",
  ).toBe("nobody");
});

it(
  "lets real threads eat, 3 threads × 500 rounds",
  alongside(async () => {
    const cells = new Int32Array(new SharedArrayBuffer(4 * (Table.cellsFor(3) + 3)));
    await joinAll(
      philosopher,
      [0, 1, 2].map((seat) => ({ cells, seat })),
    );
    expect([...cells.subarray(-3)], "uses of each fork").toEqual([1_000, 1_000, 1_000]);
  }),
);
