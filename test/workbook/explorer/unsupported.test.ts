// What cannot be explored is said, with its line; what never ends is ended.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defineScenario, type Exploration } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";

function exploreThread(body: (m: { cell: Int32Array }) => unknown): Exploration {
  return explore(
    defineScenario({ name: "one thread", memory: { cell: 2 }, threads: [body, body] }),
    { threadMs: 300 },
  );
}

const shared = new Int32Array(new SharedArrayBuffer(4));
const captured = Int32Array;
let count = 0;

const refused: [string, (m: { cell: Int32Array }) => unknown, RegExp][] = [
  [
    "Math.random",
    (m) => Atomics.store(m.cell, 0, Math.random()),
    /calls `Math.random\(\)`.* \(unsupported\.test\.ts:\d+\)\.$/,
  ],
  ["Date.now", (m) => Atomics.store(m.cell, 0, Date.now()), /`Date.now\(\)`/],
  ["new Date", (m) => Atomics.store(m.cell, 0, new Date().getFullYear()), /clock/],
  [
    "a timer",
    (m) => setTimeout(() => Atomics.store(m.cell, 0, 1)),
    /`setTimeout\(\)`.* no schedule/,
  ],
  ["a microtask", () => queueMicrotask(() => {}), /`queueMicrotask\(\)`.* no schedule/],
  ["performance.now", (m) => Atomics.store(m.cell, 0, performance.now()), /`performance.now\(\)`/],
  [
    "module state",
    (m) => Atomics.store(m.cell, 0, count++),
    /something else when the same schedule was run again/,
  ],
  ["waitAsync", (m) => Atomics.waitAsync(m.cell, 0, 0), /waitAsync/],
  ["an async thread", async (m) => Atomics.load(m.cell, 0), /asynchronous/],
  ["foreign shared memory", () => Atomics.load(shared, 0), /does not name/],
  [
    "a captured constructor",
    (m) => new captured(m.cell.buffer),
    /captured.*\bunsupported\.test\.ts:\d+/,
  ],
  ["a property on a cell", (m) => Object.assign(m.cell, { owner: 1 }), /sets the property `owner`/],
  [
    "a catch-all loop",
    (m) => {
      for (;;)
        try {
          Atomics.load(m.cell, 0);
        } catch {}
    },
    /catches every error/,
  ],
];

for (const [name, body, message] of refused)
  it(`refuses ${name} and says so`, () => {
    const exploration = exploreThread(body);
    expect(exploration.verdict).toBe("unsupported");
    expect(exploration.message).toMatch(message);
  });

it("names the line at which an impure thread diverges", () => {
  const { message } = exploreThread((m) => {
    Atomics.load(m.cell, 0);
    Atomics.store(m.cell, 0, count++);
    Atomics.load(m.cell, 0);
  });
  expect(message).toMatch(/unsupported\.test\.ts:\d+/);
});

it("ends a thread that never reaches an operation, and says after which one", () => {
  const exploration = exploreThread((m) => {
    Atomics.load(m.cell, 0); // the last operation
    for (;;);
  });
  expect(exploration.verdict).toBe("bounded-out");
  const lines = readFileSync(import.meta.filename, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes("// the last operation")) + 1;
  expect(exploration.message).toBe(
    `Thread 1 computed for more than 300 ms after unsupported.test.ts:${line} without reaching an operation on shared memory.`,
  );
});

it("gives back how deep stacks are, also when a thread was cut off", () => {
  const limit = Error.stackTraceLimit;
  exploreThread(() => {
    for (;;);
  });
  expect(Error.stackTraceLimit).toBe(limit);
});

it("ends a thread that has no operation at all", () => {
  const { message } = exploreThread(() => {
    for (;;);
  });
  expect(message).toMatch(/^Thread 1 computed for more than 300 ms without reaching/);
});

it("stops at the bound of states, and does not call it a pass", () => {
  const exploration = explore(
    defineScenario({
      name: "many states",
      memory: { a: 1 },
      threads: {
        count: 3,
        run: (m, id) => {
          for (let i = 0; i < 20; i++) Atomics.store(m.a, 0, 20 * id + i);
        },
      },
    }),
    { maxStates: 1000 },
  );
  expect(exploration).toMatchObject({
    verdict: "bounded-out",
    exhaustive: false,
    bound: "1,000 states",
  });
  expect(exploration.states).toBeGreaterThan(1000);
});

it("says that a bound on preemptions was reached", () => {
  const scenario = defineScenario({
    name: "counter",
    memory: { counter: 1 },
    threads: {
      count: 2,
      run: (m) => {
        Atomics.store(m.counter, 0, Atomics.load(m.counter, 0) + 1);
      },
    },
    final: (m) => m.counter[0] === 2,
  });
  expect(explore(scenario, { preemptions: 0 })).toMatchObject({
    verdict: "holds",
    exhaustive: false,
  });
  expect(explore(scenario, { preemptions: 1 })).toMatchObject({ verdict: "assertion" });
});

it("is not exhaustive after folding a loop that counts its rounds", () => {
  const exploration = explore(
    defineScenario({
      name: "counts while it spins",
      memory: { flag: 1 },
      threads: [
        (m) => {
          let rounds = 0;
          while (Atomics.load(m.flag, 0) === 0) rounds++;
          return rounds;
        },
        (m) => {
          Atomics.store(m.flag, 0, 1);
        },
      ],
    }),
  );
  expect(exploration).toMatchObject({ verdict: "holds", exhaustive: false });
});

it("follows a loop that gives up after 100 rounds to its end", () => {
  const exploration = explore(
    defineScenario({
      name: "gives up",
      memory: { flag: 1 },
      threads: [
        (m) => {
          for (let i = 0; i < 100; i++) if (Atomics.load(m.flag, 0) === 1) return "seen";
          return "gave up";
        },
      ],
      final: (_, returned) => returned[0] === "gave up",
    }),
  );
  expect(exploration).toMatchObject({ verdict: "holds", exhaustive: true, states: 101 });
});

it("does not call a thread stuck that gives up after thousands of rounds", () => {
  const exploration = explore(
    defineScenario({
      name: "gives up late",
      memory: { flag: 1 },
      threads: [
        (m) => {
          for (let i = 0; i < 1500; i++) if (Atomics.load(m.flag, 0) === 1) return;
        },
      ],
    }),
  );
  expect(exploration).toMatchObject({ verdict: "holds", exhaustive: true, states: 1501 });
});
