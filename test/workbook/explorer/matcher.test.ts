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
    "The bound of 1 states",
  );
});
