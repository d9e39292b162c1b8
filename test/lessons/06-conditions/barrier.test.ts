// The tests of exercise `barrier`: under every schedule, and once with real threads.

import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { Barrier } from "#exercise/06-conditions/barrier.ts";
import { defineScenario, type Scenario } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { joinAll, share } from "../02-locks/fixtures/together.ts";
import { onSleepingClock } from "../04-queues/fixtures/sleeping-clock.ts";
import { howItWaits } from "./fixtures/how-it-waits.ts";
import { windOn } from "./fixtures/wind-on.ts";
import { specifyBarrier } from "./specifications/barrier.ts";

const cook = new URL("./fixtures/barrier-cook.ts", import.meta.url);

/** Every cook finishes a dish of its own in each round, then sees the dishes of all others. */
function dinner(parties: number, rounds: number): Scenario {
  return defineScenario({
    name: `${parties} cooks, ${rounds} courses`,
    memory: { barrier: Barrier.length, dishes: parties * rounds, lasts: rounds },
    threads: {
      count: parties,
      run: (m, id) => {
        const barrier = new Barrier(m.barrier, parties);
        for (let round = 0; round < rounds; round++) {
          m.dishes[round * parties + id] = 1;
          if (barrier.wait()) Atomics.add(m.lasts, round, 1);
          for (let other = 0; other < parties; other++)
            if (other !== id)
              assert(m.dishes[round * parties + other] === 1, "the round ended, a dish is missing");
        }
      },
    },
    final: ({ lasts }) =>
      lasts.every((times) => times === 1) ||
      `wait() returned true ${lasts.join(" and ")} times in a round, not once`,
  }) as unknown as Scenario;
}

/** One thread plays both of two: the last comes while the first sleeps. */
function playRound(cells: Int32Array): { first: boolean; last: boolean | undefined } {
  let last: boolean | undefined;
  const { result: first } = onSleepingClock(
    () => new Barrier(cells, 2).wait(),
    () => {
      last ??= new Barrier(cells, 2).wait();
    },
  );
  return { first, last };
}

describe("a barrier", () => {
  it("never stops a party of one", () => {
    const barrier = new Barrier(share(Barrier.length), 1);
    expect([barrier.wait(), barrier.wait()], "what wait() returns, twice").toEqual([true, true]);
  });

  it("lets a thread that waits sleep", () => {
    const fate = howItWaits({ barrier: Barrier.length }, (m) => new Barrier(m.barrier, 2).wait());
    expect(fate, "a thread that waits for what never comes").toBe("asleep");
  });

  it("holds all threads until the last has come, and tells one that it was the last", () => {
    expect(dinner(2, 1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
  });

  it("tells the one that came last", () => {
    const { first, last } = playRound(share(Barrier.length));
    expect(
      { first, last: last ?? true },
      "what wait() returns to the first who comes, and to the last",
    ).toEqual({ first: false, last: true });
  });

  it("wakes all threads that wait, not one", () => {
    expect(dinner(3, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });

  it("is ready for the next round: rounds do not mix", () => {
    expect(dinner(2, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("does so for three threads too", () => {
    expect(dinner(3, 2)).toHoldUnderEverySchedule({ of: "3 threads × 2 rounds" });
  });

  it("goes on in other objects over the same cells", () => {
    const barrier = share(Barrier.length);
    playRound(barrier);
    const scenario = dinner(2, 1);
    const later = { ...scenario, memory: { ...scenario.memory, barrier } };
    expect(later).toHoldUnderEverySchedule({ of: "2 other threads × 1 round" });
  });
});

it("goes on when more threads have come than a cell can count", () => {
  for (const [parties, rounds] of [
    [2, 2],
    [3, 1],
  ] as const) {
    const scenario = dinner(parties, rounds);
    for (const barrier of windOn(scenario, "barrier", Barrier.length)) {
      const later = { ...scenario, memory: { ...scenario.memory, barrier } };
      expect(later).toHoldUnderEverySchedule({ of: `${parties} threads, much later` });
    }
  }
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyBarrier(Barrier, 2, [[1], [1, 1], [2, 1], [2, 2]])).toHoldInEveryProgram();
  expect(specifyBarrier(Barrier, 3, [[1, 1, 1]])).toHoldInEveryProgram();
});

it(
  "keeps real threads in step for a thousand rounds",
  alongside(async () => {
    const length = Barrier.length + 2;
    const cells = share(length);
    const results = await joinAll(
      cook,
      [0, 1].map((id) => ({ cells, id, rounds: 1_000 })),
    );
    expect(results, "rounds in step").toEqual([1_000, 1_000]);
  }),
);
