// The tests of exercise `atomic-counter`: every schedule first, real threads last.

import "#workbook/explorer/matcher.ts";
import { describe, expect, it } from "vitest";
import { AtomicCounter } from "#exercise/02-locks/atomic-counter.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import { alongside } from "./fixtures/alongside.ts";
import { runTogether, share } from "./fixtures/together.ts";
import { specifyAtomicCounter } from "./specifications/atomic-counter.ts";

const memory = { counter: AtomicCounter.length };

function incrementOften(count: number, rounds: number) {
  return defineScenario({
    name: `${count} threads × ${rounds} increments`,
    memory,
    threads: {
      count,
      run: (m) => {
        const counter = new AtomicCounter(m.counter);
        return Array.from({ length: rounds }, () => counter.increment());
      },
    },
    final: (m, returned) => {
      const { value } = new AtomicCounter(m.counter);
      if (value !== count * rounds) return `the counter is ${value}, not ${count * rounds}`;
      const reached = (returned as number[][]).flat().sort((a, b) => a - b);
      const all = reached.every((number, index) => number === index + 1);
      return all || `the increments returned ${reached.join(" and ")}`;
    },
  });
}

function sell(count: number, tickets: number) {
  return defineScenario({
    name: `${count} buyers, ${tickets} tickets`,
    memory,
    threads: { count, run: (m) => new AtomicCounter(m.counter).incrementBelow(tickets) },
    invariant: (m) => {
      const { value } = new AtomicCounter(m.counter);
      return value <= tickets || `${value} of ${tickets} tickets are sold`;
    },
    final: (m, returned) => {
      const { value } = new AtomicCounter(m.counter);
      const buyers = returned.filter(Boolean).length;
      const expected = Math.min(count, tickets);
      return (
        (value === expected && buyers === expected) ||
        `${value} of ${tickets} tickets are sold, and ${buyers} of ${count} buyers were told that they have one`
      );
    },
  });
}

/** One buys below `limit` while another adds again and again. */
function buyBeside(increments: number, limit: number) {
  return defineScenario({
    name: `one buys, another adds ${increments} times`,
    memory,
    threads: [
      function buys(m) {
        return new AtomicCounter(m.counter).incrementBelow(limit);
      },
      function adds(m) {
        const counter = new AtomicCounter(m.counter);
        let reached = 0;
        for (let count = 0; count < increments; count++) reached = counter.increment();
        return reached;
      },
    ],
    // If the increments alone have reached the limit, the buyer has come after them.
    final: (_, [isIn, reached]) =>
      isIn === (reached !== limit) ||
      `incrementBelow(${limit}) returned ${isIn} beside ${increments} increments, the last of which returned ${reached}`,
  });
}

describe("increment", () => {
  it("counts 1, 2, 3 in one thread", () => {
    const counter = new AtomicCounter(share(AtomicCounter.length));
    expect([1, 2, 3].map(() => counter.increment())).toEqual([1, 2, 3]);
    expect(counter.value, "value").toBe(3);
  });

  it("loses no increment and returns no number twice", () => {
    expect(incrementOften(2, 1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(incrementOften(2, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("loses nothing when a third thread comes", () => {
    expect(incrementOften(3, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });
});

describe("incrementBelow", () => {
  it("stops at the limit in one thread", () => {
    const counter = new AtomicCounter(share(AtomicCounter.length));
    expect([1, 2, 3].map(() => counter.incrementBelow(2))).toEqual([true, true, false]);
    expect(counter.value, "value").toBe(2);
  });

  it("sells the last ticket once", () => {
    expect(sell(2, 1)).toHoldUnderEverySchedule({ of: "2 buyers, 1 ticket" });
  });

  it("refuses no thread while there are tickets", () => {
    expect(sell(3, 2)).toHoldUnderEverySchedule({ of: "3 buyers, 2 tickets" });
  });

  it("sells a ticket to every thread if there are enough", () => {
    expect(sell(3, 3)).toHoldUnderEverySchedule({ of: "3 buyers, 3 tickets" });
  });

  it("refuses no thread below the limit, however often others add meanwhile", () => {
    expect(buyBeside(6, 99)).toHoldUnderEverySchedule({ of: "1 buyer beside 6 increments" });
  });

  it("sells no ticket too many, however many there were when a thread looked", () => {
    expect(buyBeside(6, 6)).toHoldUnderEverySchedule({
      of: "1 buyer beside 6 increments, 6 tickets",
    });
  });
});

it("behaves in every small program as if each call were one step", () => {
  const shapes = [[1], [2], [1, 1], [1, 1, 1]];
  expect(specifyAtomicCounter(AtomicCounter, shapes)).toHoldInEveryProgram();
});

it(
  "counts 2 × 2,000 increments of real threads",
  alongside(async () => {
    const cells = share(AtomicCounter.length);
    const file = new URL("./fixtures/count-atomically.ts", import.meta.url);
    await runTogether(file, { count: 2, rounds: 2_000, cells, data: cells });
    expect(new AtomicCounter(cells).value, "increments of two threads").toBe(4_000);
  }),
);
