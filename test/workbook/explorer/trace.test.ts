// The counterexample: shortest, fewest switches, in the author's lines, and replayed by its code.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineScenario, type Trace } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { locate } from "#workbook/explorer/trace/place.ts";
import { renderExploration, renderTrace } from "#workbook/explorer/trace/render-trace.ts";
import { decodeSchedule, encodeSchedule } from "#workbook/explorer/trace/replay-code.ts";
import { replayScenario } from "#workbook/explorer/trace/replay-scenario.ts";
import { litmusPrograms } from "./programs/litmus.ts";
import { lockPrograms, spinLock } from "./programs/locks.ts";
import { mutualExclusionPrograms } from "./programs/mutual-exclusion.ts";
import type { Program } from "./programs/program.ts";
import { sleepOn } from "./programs/sleep-on.ts";
import { structurePrograms } from "./programs/structures.ts";
import { synchronizerPrograms } from "./programs/synchronizers.ts";

const lostUpdate = defineScenario({
  name: "lost update",
  memory: { counter: 1 },
  threads: {
    count: 2,
    run: (m) => {
      const seen = Atomics.load(m.counter, 0); // the first of these lines
      Atomics.store(m.counter, 0, seen + 1);
    },
  },
  final: (m) => m.counter[0] === 2 || `counter is ${m.counter[0]}, not 2`,
});
const firstLine = lineOf("the first of these lines");

const forgotten = defineScenario({
  name: "forgotten sleeper",
  memory: { lock: 1 },
  threads: {
    count: 2,
    run: (m) => {
      while (Atomics.compareExchange(m.lock, 0, 0, 1) !== 0) Atomics.wait(m.lock, 0, 1); // sleeps
      Atomics.store(m.lock, 0, 0);
    },
  },
});

function lineOf(text: string): number {
  const source = readFileSync(import.meta.filename, "utf8").split("\n");
  return source.findIndex((line) => line.includes(`// ${text}`)) + 1;
}

/** Line numbers change with every edit of this file. */
function withoutLines(text: string): string {
  return text.replace(/\b\d+: /g, "L: ").replace(/line \d+/g, "line L");
}

describe("the printed counterexample", () => {
  it("shows a lost update with as few switches as any", () => {
    const exploration = explore(lostUpdate);
    expect(withoutLines(renderExploration(exploration, { width: 60 }))).toMatchInlineSnapshot(`
      "At the end, counter is 1, not 2.

          thread 1                    thread 2
        1                             L: counter is 0
        2 L: counter is 0
        3 L: counter 0 → 1
        4                             L: counter 1 → 1
          --                          --
          finished                    finished
      memory: counter = 1

      Replay code: ba2b"
    `);
  });

  it("shows a thread that sleeps forever", () => {
    expect(
      withoutLines(renderExploration(explore(forgotten), { width: 60 })),
    ).toMatchInlineSnapshot(`
      "Thread 2 sleeps forever: \`lock\` is 0 and nobody is left to notify it.

          thread 1                    thread 2
        1 L: lock 0 → 1
        2                             L: lock is L: no exchange
        3                             L: lock is L: sleeps
        4 L: lock 1 → 0
          --                          --
          finished                    asleep at line L
      memory: lock = 0
      Thread 2 has slept since row L: row 4 changes lock, and no
        row notifies it.

      Replay code: ab2a"
    `);
  });

  it("shows both accesses of a race side by side", () => {
    const exploration = explore(
      defineScenario({
        name: "race",
        memory: { counter: 1 },
        threads: {
          count: 2,
          run: (m) => {
            m.counter[0]++;
          },
        },
      }),
    );
    expect(withoutLines(renderExploration(exploration, { width: 60 }))).toMatchInlineSnapshot(`
      "Thread 1 writes \`counter\` while thread 2 reads it: nothing orders the two.

          thread 1                    thread 2
        1 L: counter is 0 (plain)
          --                          --
      !!! line L: write counter     line L: read counter
      memory: counter = 0

      Replay code: a"
    `);
  });

  it("goes on below where memory is longer than a line", () => {
    const { trace } = explore(
      defineScenario({
        name: "much memory",
        memory: { values: 40 },
        threads: [(m) => Atomics.store(m.values, 39, 1)],
        final: () => false,
      }),
    );
    const lines = renderTrace(trace as Trace, 1, { width: 60 }).split("\n");
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    expect(lines.slice(-2).map((line) => line.trim())).toEqual([
      "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,",
      "0, 0, 0, 0, 0, 0, 1]",
    ]);
  });

  it("shows what repeats in a livelock", () => {
    const livelock = mutualExclusionPrograms.find(({ verdict }) => verdict === "livelock");
    expect(
      withoutLines(renderExploration(explore((livelock as Program).scenario), { width: 60 })),
    ).toMatchInlineSnapshot(`
      "Threads 1 and 2 can go round forever, over \`flag[0]\` and \`flag[1]\`, without getting anywhere, though every thread that can run keeps running.

          thread 1                    thread 2
      and from here round and round:
        1 L: flag[0] 0 → 1
        2                             L: flag[1] 0 → 1
        3 L: flag[1] is 1
        4                             L: flag[0] is 1
        5 L: flag[0] 1 → 0
        6                             L: flag[1] 1 → 0
      memory: flag = [0, 0], turn = 0, data = 0

      Replay code: (ababab)"
    `);
  });

  it("keeps within 60 columns for four threads", () => {
    const exploration = explore(
      defineScenario({
        name: "four threads",
        memory: { counter: 1 },
        threads: {
          count: 4,
          run: (m) => {
            Atomics.store(m.counter, 0, Atomics.load(m.counter, 0) + 1);
          },
        },
        final: (m) => m.counter[0] >= 2 || "three updates were lost",
      }),
    );
    const lines = renderExploration(exploration, { width: 60 }).split("\n");
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("names the author's lines, in this file", () => {
    const { trace } = explore(lostUpdate);
    const places = trace?.steps.map(({ place }) => [place?.file, place?.line]);
    const { filename } = import.meta;
    expect(places).toEqual([
      [filename, firstLine],
      [filename, firstLine],
      [filename, firstLine + 1],
      [filename, firstLine + 1],
    ]);
  });
});

it("names the line of the error that ends a thread", () => {
  const { trace } = explore(
    defineScenario({
      name: "one throws",
      memory: { counter: 1 },
      threads: [
        (m) => {
          if (Atomics.load(m.counter, 0) === 0) throw new Error("too early"); // thrown here
        },
      ],
    }),
  );
  const lines = readFileSync(import.meta.filename, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes("// thrown here")) + 1;
  expect(trace?.ends).toMatchObject([
    { status: "threw", place: { file: import.meta.filename, line } },
  ]);
});

describe("why a thread sleeps on", () => {
  const wait = (m: { bell: Int32Array }) => Atomics.wait(m.bell, 0, 0);
  const explain = (...threads: ((m: { bell: Int32Array }) => unknown)[]): string[] => {
    const exploration = explore(defineScenario({ name: "a bell", memory: { bell: 1 }, threads }));
    return renderExploration(exploration, { width: 100 })
      .split("\n")
      .filter((line) => /has slept since row|notify bell/.test(line));
  };

  it("says that no row notifies the cell", () => {
    expect(explain(wait)).toEqual(["Thread 1 has slept since row 1: no row notifies bell."]);
  });

  it("says that the last notify came before", () => {
    expect(
      explain(wait, (m) => {
        Atomics.notify(m.bell, 0);
      }).at(-1),
    ).toBe("Thread 1 has slept since row 2: the last notify of bell, in row 1, came before.");
  });

  it("says that the cell changed after the last notify", () => {
    expect(
      explain(wait, (m) => {
        Atomics.notify(m.bell, 0);
        Atomics.store(m.bell, 0, 1);
      }).at(-1),
    ).toBe(
      "Thread 1 has slept since row 2: row 3 changes bell, and the last notify, in row 1, came before.",
    );
  });

  it("says that the last notify woke another thread", () => {
    expect(explain(wait, wait, (m) => Atomics.notify(m.bell, 0, 1)).at(-1)).toMatch(
      /^Thread (2|1) has slept since row \d: row 3 notifies bell, and wakes thread (?!\1)[12]\.$/,
    );
  });

  it("tells a notify that wakes 0 from one that finds nobody asleep", () => {
    const loud = (m: { bell: Int32Array }) => {
      if (Atomics.load(m.bell, 0) === 0) Atomics.notify(m.bell, 0, 0);
    };
    const [row, why] = explain(wait, loud);
    expect(row).toContain("notify bell: wakes 0");
    expect(why).toBe("Thread 1 has slept since row 1: row 3 notifies bell, and wakes nobody.");
  });
});

it("names the file of an error before the first step", () => {
  const early = defineScenario({
    name: "throws at once",
    memory: { counter: 1 },
    threads: [
      () => {
        throw new RangeError("too early");
      },
    ],
  });
  expect(renderExploration(explore(early))).toMatch(/\n {4}fails at trace\.test\.ts:\d+\n/);
});

it("shows no table of a failure before the first step", () => {
  const refused = defineScenario({
    name: "nothing happens",
    memory: { counter: 1 },
    threads: [() => 1],
    final: (_, [got]) => got === 2 || `the thread returned ${got}, not 2`,
  });
  expect(renderExploration(explore(refused))).toBe("At the end, the thread returned 1, not 2.");
});

describe("the replay code", () => {
  it("is short and stands for one schedule", () => {
    const { code, schedule } = explore(lostUpdate);
    expect(code).toMatch(/^(ab2a|ba2b)$/);
    expect(decodeSchedule(code).steps).toEqual(schedule);
  });

  it("encodes timeouts, spurious wake-ups, repetition and loops, and decodes them", () => {
    const steps = [
      { thread: 0, event: "step" as const },
      { thread: 0, event: "step" as const },
      { thread: 1, event: "timeout" as const },
      { thread: 2, event: "spurious" as const },
      { thread: 1, event: "step" as const },
    ];
    const code = encodeSchedule({ steps, loopFrom: 3 });
    expect(code).toBe("a2b!(c?b)");
    expect(decodeSchedule(code)).toEqual({ steps, loopFrom: 3 });
  });

  it("says where a code is wrong", () => {
    expect(() => decodeSchedule("a2%")).toThrow(
      'expected a thread\'s letter (a to o) at character 3, got "%"',
    );
  });

  it("replays the same steps, with a frame before and after each", () => {
    const { code, trace } = explore(forgotten);
    const { trace: again, frames } = replayScenario(forgotten, code);
    expect(again).toEqual(trace);
    expect(frames).toHaveLength((trace?.steps.length ?? 0) + 1);
    expect(frames[0]?.memory).toEqual({ lock: "0" });
    expect(
      frames
        .at(-1)
        ?.threads.map(({ status }) => status)
        .sort(),
    ).toEqual(["asleep", "finished"]);
  });

  it("replays a loop whose rounds matter later", () => {
    const scenario = defineScenario({
      name: "counts its tries",
      memory: { flag: 1, bug: 1, other: 1 },
      threads: [
        (m) => {
          Atomics.store(m.flag, 0, 1);
        },
        (m) => {
          let tries = 0;
          while (Atomics.load(m.flag, 0) === 0) tries++;
          Atomics.add(m.other, 0, 1);
          if (tries > 3) Atomics.store(m.bug, 0, 1);
        },
      ],
      final: (m) => m.bug[0] === 0 || "it tried four times",
    });
    const { code, trace } = explore(scenario);
    expect(code).toBe("b4ab3");
    expect(replayScenario(scenario, code).trace).toEqual(trace);
  });

  it("refuses a schedule that the program cannot take", () => {
    expect(() => replayScenario(lostUpdate, "a9")).toThrow("Step 3: thread 1 cannot run here");
  });

  it("replays every failure of the known programs to the same trace", () => {
    const programs = [
      ...litmusPrograms,
      ...lockPrograms,
      ...mutualExclusionPrograms,
      ...synchronizerPrograms,
      ...structurePrograms,
    ];
    for (const { scenario, options, verdict } of programs) {
      if (verdict === "holds") continue;
      const { code, trace } = explore(scenario, options ?? {});
      if (trace === undefined || code === "") continue;
      const { steps, memory } = replayScenario(scenario, code).trace;
      expect([scenario.name, steps, memory]).toEqual([scenario.name, trace.steps, trace.memory]);
    }
  });
});

describe("the file of a line", () => {
  const scenario = defineScenario({
    name: "a lock from elsewhere",
    memory: { entered: 1, lock: 1, next: 1 },
    threads: {
      count: 2,
      run: (m) => {
        Atomics.add(m.entered, 0, 1); // comes in
        spinLock(m, 0); // calls the lock
      },
    },
  });
  const [comesIn, callsTheLock] = ["comes in", "calls the lock"].map(lineOf);
  const exploration = explore(scenario);
  const rowsFor = (file?: string): string[] =>
    [
      ...renderExploration(exploration, { file }).matchAll(/ {2,}(\S.*): (entered|lock) 0 → 1/g),
    ].map(([, where = ""]) => where.replace(/^\d+ +/, "").replace(/(locks\.ts):\d+/, "$1:L"));

  it("goes without saying if it is the reader's own, and the row of another names the line that called it", () => {
    expect(rowsFor(import.meta.filename)).toEqual([`${comesIn}`, `${callsTheLock} (locks.ts:L)`]);
  });

  it("is named in every row if the reader's own is not among them", () => {
    const named = [`trace.test.ts:${comesIn}`, "locks.ts:L"];
    expect(rowsFor("/elsewhere/lock.ts")).toEqual(named);
    expect(rowsFor()).toEqual(named);
  });

  it("is told of a thread that sleeps in a lock of another file, too", () => {
    const sleeps = defineScenario({
      name: "sleeps elsewhere",
      memory: { bell: 1 },
      threads: [
        (m) => {
          sleepOn(m.bell); // sleeps elsewhere
        },
      ],
    });
    const printed = renderExploration(explore(sleeps), { file: import.meta.filename });
    const line = lineOf("sleeps elsewhere");
    expect(printed).toMatch(new RegExp(`asleep at line ${line} \\(sleep-on\\.ts:\\d+\\)`));
  });
});

describe("a long run of one thread", () => {
  const busy = defineScenario({
    name: "a notify among much else",
    memory: { bell: 1, other: 1 },
    threads: [
      function sleeper(m) {
        Atomics.wait(m.bell, 0, 0);
      },
      function ringer(m) {
        for (let i = 0; i < 6; i++) Atomics.add(m.other, 0, 1);
        Atomics.notify(m.bell, 0);
        for (let i = 0; i < 6; i++) Atomics.add(m.other, 0, 1);
      },
    ],
  });
  const lines = renderExploration(explore(busy)).split("\n");

  it("leaves out no row that a sentence names", () => {
    const said = lines.find((line) => line.includes("has slept since"));
    const rows = [...(said ?? "").matchAll(/row (\d+)/g)].map(([, row]) => row);
    expect(rows.length).toBe(2);
    for (const row of rows)
      expect(lines.some((line) => line.startsWith(`${row} `.padStart(4)))).toBe(true);
    expect(lines.filter((line) => /… \d more …/.test(line)).length).toBeGreaterThan(0);
  });

  it("stands below the name of the thread's function", () => {
    expect(lines).toContain("    thread 1 (sleeper)                    thread 2 (ringer)");
  });

  it("names the function also where the threads share a column", () => {
    const narrow = renderExploration(explore(busy), { width: 30 });
    expect(narrow).toMatch(/^ +\d+ thread 2 \(ringer\): \d+: other 0 → 1$/m);
    expect(narrow).toMatch(/^thread 1 \(sleeper\): asleep at line \d+$/m);
  });
});

class Shop {
  readonly cells: Int32Array;

  constructor(cells: Int32Array) {
    this.cells = cells;
  }

  get tickets(): number {
    return Atomics.load(this.cells, 0);
  }

  sell(): void {
    if (this.tickets > 0) Atomics.sub(this.cells, 0, 1); // this line asks the getter
  }
}

it("a step in a getter is at the line that asks it", () => {
  const { trace } = explore({
    name: "last ticket",
    memory: { tickets: [1] },
    threads: { count: 2, run: (m) => new Shop(m.tickets).sell() },
    final: (m) => m.tickets[0] === 0,
  });
  const line = lineOf("this line asks the getter");
  expect(trace?.steps.map(({ place }) => place?.line)).toEqual([line, line, line, line]);
});

const calls = ["27:15", "8:3"];

it.each([
  [
    "V8",
    `Error: here
    at lock (/course/mutex.ts:27:15)
    at new <anonymous> (<anonymous>)
    at async /course/mutex.ts:8:3`,
  ],
  ["Firefox", "lock@/course/mutex.ts:27:15\nrun/<@/course/mutex.ts:8:3\n"],
  ["Safari", "lock@/course/mutex.ts:27:15\n[native code]\n@/course/mutex.ts:8:3"],
])("places are read from a stack of %s", (_, stack) => {
  const { place, callers = [] } = locate(stack);
  expect([place, ...callers].map((one) => `${one?.line}:${one?.column}`)).toEqual(calls);
  expect(place?.file).toBe("/course/mutex.ts");
});
