// The tests of exercise `latch`: alone, under every schedule, and once with real threads.

import { describe, expect, it } from "vitest";
import { Latch } from "#exercise/06-conditions/latch.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { joinAll, share } from "../02-locks/fixtures/together.ts";
import { inNoTime } from "../04-queues/fixtures/sleeping-clock.ts";
import { howItWaits } from "./fixtures/how-it-waits.ts";
import { specifyLatch } from "./specifications/latch.ts";

const cook = new URL("./fixtures/latch-cook.ts", import.meta.url);

describe("a latch alone", () => {
  it("counts down to 0, and no further", () => {
    const latch = new Latch(share(Latch.length), 2);
    expect(latch.remaining, "remaining of a new latch of 2").toBe(2);
    latch.countDown();
    expect(latch.remaining, "remaining after one countDown()").toBe(1);
    latch.countDown();
    latch.countDown();
    expect(latch.remaining, "remaining after three countDown()").toBe(0);
  });

  it("is shut until the last `countDown`, and open from then on", () => {
    const latch = new Latch(share(Latch.length), 2);
    latch.countDown();
    expect(latch.wait(1), "wait(1) with one thing left to do").toBe(false);
    latch.countDown();
    expect(
      inNoTime(() => latch.wait(0)),
      "wait(0) on an open latch",
    ).toBe(true);
    latch.countDown();
    expect(
      inNoTime(() => latch.wait(0)),
      "wait(0) after one countDown() too many",
    ).toBe(true);
  });
});

describe("a latch between threads", () => {
  it("lets a thread that waits sleep", () => {
    const fate = howItWaits({ latch: Latch.length }, (m) => {
      const latch = new Latch(m.latch, 2);
      latch.countDown();
      latch.wait();
    });
    expect(fate, "a thread that waits for what never comes").toBe("asleep");
  });

  it("opens when one thread has done two things, and not before", () => {
    expect(
      defineScenario({
        name: "one cook washes and cuts",
        memory: { latch: Latch.length, done: 2 },
        threads: [
          function waits(m) {
            new Latch(m.latch, 2).wait();
            return m.done[0] + m.done[1];
          },
          function cook(m) {
            const latch = new Latch(m.latch, 2);
            m.done[0] = 1;
            latch.countDown();
            m.done[1] = 1;
            latch.countDown();
          },
        ],
        final: (_, [seen]) => seen === 2 || `the latch opened with ${seen} of 2 things done`,
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("counts all threads, also two at the same time", () => {
    expect(
      defineScenario({
        name: "two cooks, one who waits",
        memory: { latch: Latch.length, done: 2 },
        threads: {
          count: 3,
          run: (m, id) => {
            const latch = new Latch(m.latch, 2);
            if (id === 2) {
              latch.wait();
              return m.done[0] + m.done[1];
            }
            m.done[id] = 1;
            latch.countDown();
            return 2;
          },
        },
        final: (_, [, , seen]) => seen === 2 || `the latch opened with ${seen} of 2 things done`,
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });

  it("wakes all threads that wait, not one", () => {
    const waits = (m: { latch: Int32Array }) => new Latch(m.latch, 2).wait();
    expect(
      defineScenario({
        name: "two who wait, one cook",
        memory: { latch: Latch.length },
        threads: [
          waits,
          waits,
          function cook(m) {
            const latch = new Latch(m.latch, 2);
            latch.countDown();
            latch.countDown();
          },
        ],
        final: (_, [first, second]) =>
          (first === true && second === true) || "wait() without a timeout did not return true",
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 2 things, two wait" });
  });
});

it("behaves in every small program as if each call were one step", () => {
  const shapes = [[1], [1, 1], [2, 1], [1, 1, 1]];
  expect(specifyLatch(Latch, 1, shapes)).toHoldInEveryProgram();
  expect(specifyLatch(Latch, 2, shapes)).toHoldInEveryProgram();
});

it(
  "opens after two thousand things done by real threads",
  alongside(async () => {
    const cells = share(Latch.length);
    const task = { cells, each: 1_000 };
    const results = await joinAll(cook, [task, task]);
    expect(results, "what wait() returned in each").toEqual([true, true]);
  }),
);
