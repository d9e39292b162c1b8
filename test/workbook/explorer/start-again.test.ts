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
    { reductions: { partialOrder: false } },
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

it("tells a schedule of the reduced search where all are too many", () => {
  const scenario = defineScenario({
    name: "busy beside each other",
    memory: { own: 3, counter: 1 },
    threads: [0, 1, 2].map((id) => (m) => {
      for (let i = 0; i < 20; i++) add(m.own, id, 1);
      store(m.counter, 0, Number(load(m.counter, 0)) + 1);
    }),
    final: (m) => m.counter[0] === 3 || `counter is ${m.counter[0]}, not 3`,
  });
  const found = explore(scenario, { maxStates: 500, reductions: { merge: false } });
  expect(found.message).toMatch(/^At the end, counter is [12], not 3\.$/);
  // Each thread's 22 steps, and each of them taken.
  expect(found.schedule.length).toBe(66);
  expect(found.trace?.steps.length).toBe(66);
  const { reductions } = { reductions: { merge: false, partialOrder: false } };
  expect(explore(scenario, { maxStates: 500, reductions }).verdict).toBe("bounded-out");
});

it("takes a step alone only until another thread is seen to come to its cell", () => {
  const scenario = defineScenario({
    name: "looks where the first thread writes, but only once it has been told to",
    memory: { told: 1, cell: 1 },
    threads: [
      (m) => {
        store(m.cell, 0, 1);
        store(m.cell, 0, 2);
      },
      (m) => {
        store(m.told, 0, 1);
      },
      (m) => (load(m.told, 0) === 1 ? load(m.cell, 0) : -1),
    ],
    final: (_, returned) => returned[2] !== 1,
  });
  expect(explore(scenario).verdict).toBe("assertion");
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

it("finds what goes wrong before a thread that was run ahead comes to a loop without end", () => {
  const found = explore(
    defineScenario({
      name: "a race, and then a loop without end",
      memory: { flags: 2, cell: 1 },
      threads: [
        (m) => {
          store(m.flags, 0, 1);
          for (let value = 1; value < 5; value++) m.cell[0] = value;
          for (;;);
        },
        (m) => {
          store(m.flags, 1, 1);
          m.cell[0] = 9;
        },
      ],
    }),
    { threadMs: 100, reductions: { partialOrder: false } },
  );
  expect([found.verdict, found.schedule.length]).toEqual(["data-race", 2]);
});
