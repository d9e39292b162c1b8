// The scenarios of the contract, as a learner writes them: this file is right if `tsc` accepts it.
import { expect, expectTypeOf, it } from "vitest";
import { type Cells, defineScenario, type Scenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";

const listed = {
  name: "two threads increment a plain counter",
  memory: { counter: 1, flags: 2 },
  threads: [
    (m) => {
      m.counter[0]++;
    },
    (m) => {
      m.counter[0]++;
    },
  ],
  invariant: (m) => m.flags[0] >= 0 || "a flag went negative",
  final: (m, returned) =>
    (m.counter[0] === 2 && returned.length === 2) || `counter is ${m.counter[0]}, not 2`,
} satisfies Scenario;

const counted = {
  name: "three threads take a number",
  memory: { next: 1, taken: [0, 0, 0] },
  threads: {
    count: 3,
    run: (m, id) => {
      const mine = Atomics.add(m.next, 0, 1);
      Atomics.store(m.taken, mine, id + 1);
      return mine;
    },
  },
  final: (m) => m.taken[0] + m.taken[1] + m.taken[2] === 6,
} satisfies Scenario;

it("takes a scenario that satisfies the type, threads as a list or as a count", () => {
  expect(explore(listed).verdict).toBe("data-race");
  expect(explore(counted).verdict).toBe("holds");
});

it("gives `m` the cells that `memory` names", () => {
  const scenario = defineScenario({
    name: "typed",
    memory: { words: 2, bytes: new Uint8Array(4), big: new BigInt64Array(1) },
    threads: [
      (m, id) => {
        expectTypeOf(m.words).toEqualTypeOf<Cells>();
        expectTypeOf(m.words[0]).toEqualTypeOf<number>();
        expectTypeOf(m.bytes).toExtend<Uint8Array>();
        expectTypeOf(m.big).toExtend<BigInt64Array>();
        expectTypeOf(id).toEqualTypeOf<number>();
        // @ts-expect-error: there is no such cell.
        return m.none;
      },
    ],
  });
  expect(explore(scenario).verdict).toBe("holds");
});
