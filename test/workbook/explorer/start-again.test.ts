// Every reason for which a search starts again (the table in the explorer's README) leads to an answer.

import { expect, it } from "vitest";
import { defineScenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";

const { load, store, add } = Atomics;

it("takes threads apart whose ids reach an operation", () => {
  const { verdict, exhaustive, states } = explore(
    defineScenario({
      name: "each writes its own cell",
      memory: { cell: 2 },
      threads: {
        count: 2,
        run: (m, id) => {
          store(m.cell, id, 1);
        },
      },
    }),
  );
  // Each has written or not: 2 × 2. Were they interchangeable, it would be 3.
  expect({ verdict, exhaustive, states }).toEqual({
    verdict: "holds",
    exhaustive: true,
    states: 4,
  });
});

it("looks for the schedule of a failure without symmetry, and counts the states with it", () => {
  const scenario = defineScenario({
    name: "lost update",
    memory: { counter: 1 },
    threads: {
      count: 3,
      run: (m) => {
        store(m.counter, 0, load(m.counter, 0) + 1);
      },
    },
    final: (m) => m.counter[0] === 3,
  });
  const symmetric = explore(scenario);
  const plain = explore(scenario, { reductions: { symmetry: false } });
  const { states, transitions, ms, ...found } = symmetric;
  expect(plain).toMatchObject({ ...found, ms: expect.any(Number) });
  expect(states).toBeLessThan(plain.states);
  expect(symmetric.schedule.length).toBe(6);
});

it("finds what one of two merged histories does later", () => {
  const scenario = defineScenario({
    name: "remembers what it saw",
    memory: { flag: 1, count: 1, bug: 1 },
    threads: [
      (m) => {
        store(m.flag, 0, 7);
      },
      (m) => {
        const seen = load(m.flag, 0);
        for (let i = 0; i < 130; i++) add(m.count, 0, 1);
        // Later than made-up futures reach.
        if (seen === 7) store(m.bug, 0, 1);
      },
    ],
    final: (m) => m.bug[0] === 0 || "it saw the flag",
  });
  expect(explore(scenario, { mergeAfterStates: 0 })).toMatchObject({
    verdict: "assertion",
    message: "At the end, it saw the flag.",
  });
});

it("follows a loop to its end that was taken for one without", () => {
  const scenario = defineScenario({
    name: "gives up",
    memory: { flag: 1 },
    threads: [
      (m) => {
        for (let i = 0; i < 300; i++) if (load(m.flag, 0) === 1) return "seen";
        return "gave up";
      },
    ],
    final: (_, returned) => returned[0] === "gave up",
  });
  // One state before each of 300 looks, and the end.
  expect(explore(scenario)).toMatchObject({ verdict: "holds", exhaustive: true, states: 301 });
});

it("ends an invariant that never returns, in the first state as in any other", () => {
  const endless = (isWrong: (value: number) => boolean) =>
    defineScenario({
      name: "endless invariant",
      memory: { cell: 1 },
      threads: [
        (m) => {
          store(m.cell, 0, 1);
        },
      ],
      invariant: (m) => {
        while (isWrong(m.cell[0]));
        return true;
      },
    });
  const message =
    "A callback of the scenario computed for more than 100 ms without reaching an operation on shared memory.";
  for (const value of [0, 1]) {
    const exploration = explore(
      endless((now) => now === value),
      { threadMs: 100 },
    );
    expect(exploration).toMatchObject({ verdict: "bounded-out", message });
  }
});
