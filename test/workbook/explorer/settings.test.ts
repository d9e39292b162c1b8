// An option that makes no sense is refused before anything runs, in one sentence.

import { expect, it } from "vitest";
import { defineScenario, type ExploreOptions } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";

const scenario = defineScenario({
  name: "one store",
  memory: { cell: 1 },
  threads: [
    (m) => {
      Atomics.store(m.cell, 0, 1);
    },
  ],
});

const refused: [ExploreOptions, string][] = [
  [{ random: { schedules: 0 } }, "random.schedules to be a whole number, 1 or more, got 0."],
  [{ random: { schedules: 1.5 } }, "random.schedules to be a whole number, 1 or more, got 1.5."],
  [
    { random: { schedules: Number.NaN } },
    "random.schedules to be a whole number, 1 or more, got NaN.",
  ],
  [{ random: { schedules: 9, seed: -1 } }, "random.seed to be a whole number, 0 or more, got -1."],
  [{ random: { schedules: 9, depth: 0 } }, "random.depth to be a whole number, 1 or more, got 0."],
  [{ preemptions: -1 }, "preemptions to be a whole number, 0 or more, got -1."],
  [{ preemptions: 0.5 }, "preemptions to be a whole number, 0 or more, got 0.5."],
  [{ maxStates: 0 }, "maxStates to be a whole number, 1 or more, got 0."],
  [{ loopRounds: 0 }, "loopRounds to be a whole number, 1 or more, got 0."],
  [{ timeMs: Number.NaN }, "timeMs to be 0 or more, got NaN."],
  [{ maxHistories: -1 }, "maxHistories to be 0 or more, got -1."],
  [{ mergeAfterHistories: -1 }, "mergeAfterHistories to be 0 or more, got -1."],
];

for (const [options, expected] of refused) {
  it(`refuses ${JSON.stringify(options)}`, () => {
    expect(() => explore(scenario, options)).toThrow(new RangeError(`Expected ${expected}`));
  });
}

it("takes no bound for a bound", () => {
  const noBound = Number.POSITIVE_INFINITY;
  const exploration = explore(scenario, { maxStates: noBound, preemptions: noBound });
  expect(exploration).toMatchObject({ verdict: "holds", exhaustive: true });
});
