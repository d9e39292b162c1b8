// Methods that count as one step: the same verdicts with fewer states, and counterexamples in the code's own steps.

import "#workbook/explorer/interceptions/intercept.ts";
import { expect, it } from "vitest";
import { type Cells, defineScenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { acquire, countAsSteps } from "#workbook/explorer/interceptions/steps.ts";

/** Drepper's second mutex. */
class Latch {
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  close(): void {
    if (Atomics.compareExchange(this.cells, 0, 0, 1) === 0) return;
    while (Atomics.exchange(this.cells, 0, 2) !== 0) Atomics.wait(this.cells, 0, 2);
  }

  open(): void {
    const before = Atomics.exchange(this.cells, 0, 0);
    if (before === 0) throw new Error("it is open");
    if (before === 2) Atomics.notify(this.cells, 0, 1);
  }
}

countAsSteps(Latch, {
  close() {
    acquire(this.cells, 0, 0, 1);
  },
  open() {
    if (Atomics.exchange(this.cells, 0, 0) === 0) throw new Error("it is open");
  },
});

const off = { reductions: { calls: false } };

function count(threads: number, rounds: number, open: (m: { latch: Cells }) => void) {
  return defineScenario({
    name: "counts behind a latch",
    memory: { latch: 1, counter: 1 },
    threads: {
      count: threads,
      run: (m) => {
        for (let round = 0; round < rounds; round++) {
          new Latch(m.latch).close();
          m.counter[0]++;
          open(m);
        }
      },
    },
    final: (m) => m.counter[0] === threads * rounds,
  });
}

it("proves what is built on them in a tenth of the states", () => {
  const scenario = count(2, 2, (m) => new Latch(m.latch).open());
  const [steps, whole] = [explore(scenario), explore(scenario, off)];
  expect([steps.verdict, steps.exhaustive]).toEqual(["holds", true]);
  expect([whole.verdict, whole.exhaustive]).toEqual(["holds", true]);
  expect(steps.states * 10).toBeLessThan(whole.states);
});

it("proves what was too large without them", () => {
  const { verdict, exhaustive } = explore(count(3, 4, (m) => new Latch(m.latch).open()));
  expect([verdict, exhaustive]).toEqual(["holds", true]);
});

it("tells a failure in the steps of the methods as they are", () => {
  const scenario = count(2, 1, () => {});
  const [steps, whole] = [explore(scenario), explore(scenario, off)];
  expect(steps.verdict).toBe("deadlock");
  expect({ ...steps, states: 0, transitions: 0, ms: 0 }).toEqual({
    ...whole,
    states: 0,
    transitions: 0,
    ms: 0,
  });
  expect(steps.trace?.steps.map(({ operation }) => operation)).toContain("Atomics.wait");
});

it("finds two locks that are taken in two orders", () => {
  const take = (m: { a: Cells; b: Cells }, first: "a" | "b", second: "a" | "b"): void => {
    new Latch(m[first]).close();
    new Latch(m[second]).close();
    new Latch(m[second]).open();
    new Latch(m[first]).open();
  };
  const inOrders = (other: "a" | "b") =>
    defineScenario({
      name: "two latches",
      memory: { a: 1, b: 1 },
      threads: [(m) => take(m, "a", "b"), (m) => take(m, other, other === "a" ? "b" : "a")],
    });
  expect(explore(inOrders("b")).verdict).toBe("deadlock");
  expect(explore(inOrders("a"))).toMatchObject({ verdict: "holds", exhaustive: true });
});

it("leaves the methods as they are where other code looks at their cells", () => {
  const scenario = defineScenario({
    name: "waits for a latch by itself",
    memory: { latch: [1] },
    threads: [
      (m) => {
        // Woken by the method's own notify alone: a step would not do that.
        while (Atomics.exchange(m.latch, 0, 2) !== 0) Atomics.wait(m.latch, 0, 2);
      },
      (m) => new Latch(m.latch).open(),
    ],
  });
  expect(explore(scenario)).toMatchObject({ verdict: "holds", exhaustive: true });
  expect(explore(scenario).states).toBe(explore(scenario, off).states);
});

it("lets a method throw", () => {
  const scenario = defineScenario({
    name: "opens what is open",
    memory: { latch: 1 },
    threads: [(m) => new Latch(m.latch).open()],
  });
  expect(explore(scenario).message).toBe("Thread 1 throws Error: it is open.");
});

it("puts the methods back", () => {
  const cells = new Int32Array(1);
  new Latch(cells).close();
  new Latch(cells).open();
  expect(cells[0]).toBe(0);
});
