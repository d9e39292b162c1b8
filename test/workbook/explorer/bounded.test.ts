// Searches that leave something out: they may find a failure, but what they find nothing in is not proved.
import { describe, expect, it } from "vitest";
import { defineScenario, type Scenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { describeHeld } from "#workbook/explorer/matcher.ts";

const { load, store, add, compareExchange } = Atomics;

/** The update is lost only if thread 2 runs whole between two operations of thread 1. */
const lostUpdate = defineScenario({
  name: "lost update",
  memory: { counter: 1 },
  threads: {
    count: 2,
    run: (m) => {
      for (let i = 0; i < 3; i++) store(m.counter, 0, load(m.counter, 0) + 1);
    },
  },
  final: (m) => m.counter[0] === 6 || "an update was lost",
});
const right = defineScenario({
  name: "spin lock",
  memory: { lock: 1, data: 1 },
  threads: {
    count: 3,
    run: (m) => {
      while (compareExchange(m.lock, 0, 0, 1) !== 0);
      m.data[0]++;
      store(m.lock, 0, 0);
    },
  },
  final: (m) => m.data[0] === 3,
});

describe("random schedules", () => {
  it("finds a lost update, the same one for the same seed", () => {
    const found = explore(lostUpdate, { random: { schedules: 200, seed: 7 } });
    expect(found.verdict).toBe("assertion");
    expect(found.trace?.steps.length).toBe(found.schedule.length);
    const again = explore(lostUpdate, { random: { schedules: 200, seed: 7 } });
    expect(again.code).toBe(found.code);
  });

  it("goes on past a spin loop, and never calls what holds exhaustive", () => {
    const held = explore(right, { random: { schedules: 100 } });
    expect(held).toMatchObject({ verdict: "holds", exhaustive: false });
    expect(held.bound).toBe("100 random schedules, seed 1");
    expect(describeHeld(held)).toMatch(/^not a proof, 100 random schedules, seed 1: 3 threads, /);
  });

  it("says how many of its schedules came to no end", () => {
    const waits = (value: number) => (m: { cell: Int32Array }) => {
      while (load(m.cell, 0) !== value);
    };
    const stuck = defineScenario({ name: "x", memory: { cell: 1 }, threads: [waits(1), waits(2)] });
    expect(explore(stuck, { random: { schedules: 10 } }).message).toContain(
      "10 random schedules hold, but 10 of them came to no end",
    );
    expect(explore(right, { random: { schedules: 10 } }).message).not.toContain("came to no end");
  });

  it("says that the time was over before all had their turn", () => {
    const { verdict, message } = explore(right, { random: { schedules: 1_000_000 }, timeMs: 0 });
    expect(verdict).toBe("bounded-out");
    expect(message).toMatch(
      /^Before the time was over, \d+ of 1,000,000 random schedules hold \(seed 1, depth 3\)/,
    );
  });
});

describe("what a scenario asks", () => {
  const asks = (questions: Pick<Scenario, "final" | "invariant">) =>
    explore({ name: "x", memory: { cell: 1 }, threads: [(m) => m.cell?.fill(1)], ...questions });

  it("may be an assertion, whose sentence is told", () => {
    const final = () => {
      throw new Error("the oven is cold");
    };
    expect(asks({ final }).message).toContain("At the end, the oven is cold.");
    const says = asks({ final: (m) => m.oven[0] === 1 });
    expect(says.message).toContain("At the end, `final` throws TypeError: Cannot read properties");
  });

  it("holds for no promise", () => {
    const later = (async () => true) as never;
    const why = "returns a promise, and must answer at once: leave `async` out.";
    expect(asks({ final: later }).message).toContain(`At the end, \`final\` ${why}`);
    expect(asks({ invariant: later }).message).toContain(`\`invariant\` ${why}`);
  });
});

describe("merged local states", () => {
  const contended = defineScenario({
    name: "sums",
    memory: { sum: 1 },
    threads: {
      count: 3,
      run: (m) => {
        for (let i = 0; i < 3; i++) add(m.sum, 0, 1);
      },
    },
    final: (m) => m.sum[0] === 9,
  });

  it("come only past the budget, and are named as the bound", () => {
    expect(explore(contended)).toMatchObject({ verdict: "holds", exhaustive: true });
    const past = explore(contended, { mergeAfterStates: 10 });
    const bound = "local states were merged where tests found no difference";
    expect(past).toMatchObject({ verdict: "holds", exhaustive: false, bound });
    expect(past.message).toContain("no proof");
    expect(describeHeld(past)).toContain(bound);
  });

  it("come never when they are switched off", () => {
    const whole = explore(contended, { mergeAfterStates: 10, reductions: { merge: false } });
    expect(whole).toMatchObject({ verdict: "holds", exhaustive: true });
  });
});

describe("a loop with a count that nobody sees until later", () => {
  const spinning = (isBad: (tries: number) => boolean) =>
    defineScenario({
      name: "counts its tries",
      memory: { flag: 1, bug: 1, other: 1 },
      threads: [
        (m) => {
          store(m.flag, 0, 1);
        },
        (m) => {
          let tries = 0;
          while (load(m.flag, 0) === 0) tries++;
          add(m.other, 0, 1);
          if (isBad(tries)) store(m.bug, 0, 1);
        },
      ],
      final: (m) => m.bug[0] === 0 || "bug",
    });

  it.each([1, 3, 10, 20])("is followed as far as it matters: more than %d rounds", (limit) => {
    const scenario = spinning((tries) => tries > limit);
    expect(explore(scenario).verdict).toBe("assertion");
    expect(explore(scenario, { mergeAfterStates: 0 }).verdict).toBe("assertion");
  });

  it("is followed when one number of rounds alone matters", () => {
    expect(explore(spinning((tries) => tries === 7)).verdict).toBe("assertion");
    expect(explore(spinning((tries) => tries % 5 === 3)).verdict).toBe("assertion");
  });

  it.each([50, 5_000])("is not called exhaustive past %d rounds", (limit) => {
    const held = explore(spinning((tries) => tries > limit));
    expect(held).toMatchObject({ verdict: "holds", exhaustive: false });
    expect(held.bound).toContain("counts its rounds");
  });
});
