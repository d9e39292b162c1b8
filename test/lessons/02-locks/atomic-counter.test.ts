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
    const often = defineScenario({
      name: "one buys, another adds again and again",
      memory,
      threads: [
        function buys(m) {
          return new AtomicCounter(m.counter).incrementBelow(99);
        },
        function adds(m) {
          const counter = new AtomicCounter(m.counter);
          for (let count = 0; count < 6; count++) counter.increment();
        },
      ],
      final: (_, [isIn]) => isIn === true || `below 99, incrementBelow(99) returned ${isIn}`,
    });
    expect(often).toHoldUnderEverySchedule({ of: "1 buyer beside 6 increments" });
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
