// The matcher: what it records when a scenario holds, what it throws when not.
import { expect, it } from "vitest";
import "#workbook/explorer/matcher.ts";
import { defineScenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/index.ts";

const holds = defineScenario({
  name: "atomic counter",
  memory: { counter: 1 },
  threads: {
    count: 2,
    run: (m) => {
      Atomics.add(m.counter, 0, 1);
    },
  },
  final: (m) => m.counter[0] === 2,
});
const races = defineScenario({
  name: "plain counter",
  memory: { counter: 1 },
  threads: {
    count: 2,
    run: (m) => {
      m.counter[0]++;
    },
  },
});

/** The number in the cell grows for as long as somebody waits. */
const addsAtEveryLook = defineScenario({
  name: "a spin lock that adds",
  memory: { lock: 1 },
  threads: {
    count: 2,
    run: (m) => {
      while (Atomics.add(m.lock, 0, 1) !== 0);
      Atomics.store(m.lock, 0, 0);
    },
  },
});

it("records what held in the test's meta", ({ task }) => {
  expect(holds).toHoldUnderEverySchedule();
  expect(task.meta.held).toBe("every schedule of 2 threads: 3 states");
  expect(holds).toHoldUnderEverySchedule({
    of: "2 threads × 1 round",
    reductions: { symmetry: false },
  });
  expect(task.meta.held).toBe("every schedule of 2 threads × 1 round: 4 states");
});

it("throws the sentence, the trace and the replay code", ({ task }) => {
  let message = "";
  try {
    expect(races).toHoldUnderEverySchedule();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message.split("\n")[0]).toBe(
    "Thread 1 writes `counter` while thread 2 reads it: nothing orders the two.",
  );
  expect(message).toContain("thread 1");
  expect(message).toMatch(/Replay code: a$/);
  expect(task.meta.held).toBeUndefined();
});

it("says which of two accesses is atomic", () => {
  const half = defineScenario({
    name: "a plain write and an atomic read",
    memory: { counter: 1 },
    threads: [
      (m) => {
        m.counter[0] = 1;
      },
      (m) => Atomics.load(m.counter, 0),
    ],
  });
  expect(explore(half).message).toBe(
    "Thread 1 writes `counter` while thread 2 reads it by `Atomics.load`: nothing orders the two.",
  );
});

it("can expect another verdict", () => {
  expect(races).toHoldUnderEverySchedule({ verdict: "data-race" });
  expect(holds).not.toHoldUnderEverySchedule({ verdict: "data-race" });
});

it("never passes a bound that was reached", () => {
  expect(() => expect(holds).toHoldUnderEverySchedule({ maxStates: 1 })).toThrow(
    "There are too many states to try them all: nothing wrong was found in 2 of them, within the bound of 1 state.",
  );
});

it("says so, and marks the test, when a thread has histories without end", ({ task }) => {
  expect(() =>
    expect(addsAtEveryLook).toHoldUnderEverySchedule({ mergeAfterHistories: 10, maxHistories: 40 }),
  ).toThrow(/^There are too many states to try them all: .* within the bound of 40 histories\.$/);
  expect(task.meta.isTooLarge).toBe(true);
  expect(task.meta.held).toBeUndefined();
});

it("marks no test as too large in which a thread alone computes forever", ({ task }) => {
  const endless = defineScenario({
    name: "computes forever",
    memory: { cell: 1 },
    threads: [
      (m) => {
        if (Atomics.load(m.cell, 0) === 0) for (;;);
      },
    ],
  });
  expect(() => expect(endless).toHoldUnderEverySchedule({ threadMs: 50 })).toThrow("computed for");
  expect(task.meta.isTooLarge).toBeUndefined();
});

it("names the rounds for which loops were tried: one that ends later was not followed", ({
  task,
}) => {
  const impatient = (looks: number) =>
    defineScenario({
      name: `goes in after ${looks} looks`,
      memory: { lock: 1, inside: 1 },
      threads: {
        count: 2,
        run: (m) => {
          for (let look = 0; look < looks && Atomics.exchange(m.lock, 0, 1) !== 0; look++);
          Atomics.add(m.inside, 0, 1);
          Atomics.sub(m.inside, 0, 1);
          Atomics.store(m.lock, 0, 0);
        },
      },
      invariant: (m) => m.inside[0] < 2 || "two are inside",
    });
  expect(impatient(400)).toHoldUnderEverySchedule({ loopRounds: 300 });
  expect(task.meta.held).toMatch(
    /^every schedule of 2 threads: \d+ states, loops tried for 300 rounds$/,
  );
  expect(explore(impatient(400), { loopRounds: 500 }).message).toBe(
    "The invariant breaks: two are inside.",
  );
});
