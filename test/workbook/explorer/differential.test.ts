// The explorer against the naive enumerator, on random programs.
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type Cells,
  defineScenario,
  type Exploration,
  type ExploreOptions,
  type ScheduleStep,
} from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { outcomes } from "#workbook/explorer/outcomes.ts";
import { mapSchedules, positionAt } from "#workbook/explorer/walk.ts";
import { enumerate, type NaiveFindings } from "./naive-enumerator.ts";
import { cellCount, type RandomProgram, randomProgram, runThread } from "./random-program.ts";

// INTERLEAVE_PROGRAMS=2000 is the full count; the seed makes every run the same.
const numRuns = Number(process.env.INTERLEAVE_PROGRAMS ?? 100);
const seed = Number(process.env.INTERLEAVE_SEED ?? 20260);
const naiveLimit = 1_500;
const mergeBound = "local states were merged where tests found no difference";

function scenarioOf(program: RandomProgram, seen = new Set<string>()) {
  const { cell, value } = program.forbidden;
  return defineScenario({
    name: "random",
    memory: { cells: cellCount },
    threads: program.threads.map((body) => (m) => runThread(body, m.cells as Cells)),
    final: (m, returned) => {
      seen.add(`${m.cells.join()} ${returned.join("|")}`);
      return m.cells[cell] !== value;
    },
  });
}

function exploreProgram(program: RandomProgram, options: ExploreOptions) {
  const seen = new Set<string>();
  return { exploration: explore(scenarioOf(program, seen), options), seen };
}

/** Throws unless what the explorer says is what the naive enumerator found. */
function compare(
  { verdict, schedule, exhaustive, bound }: Exploration,
  seen: Set<string>,
  naive: NaiveFindings,
): void {
  const immediate = Math.min(naive.race, naive.assertion, naive.asleep);
  const hasImmediate = immediate < Number.POSITIVE_INFINITY;
  if (verdict === "holds") {
    expect({ hasImmediate, deadEnd: naive.hasDeadEnd, fairCycle: naive.hasFairCycle }).toEqual({
      hasImmediate: false,
      deadEnd: false,
      fairCycle: false,
    });
    // None is missing. What a wrong guess made up may be among them, though not in what is collected below.
    expect([...seen]).toEqual(expect.arrayContaining([...naive.outcomes]));
    expect(exhaustive).toBe(bound === undefined);
    expect(bound ?? mergeBound).toBe(mergeBound);
  } else if (hasImmediate) {
    const depths: Partial<Record<typeof verdict, number>> = {
      "data-race": naive.race,
      assertion: naive.assertion,
      deadlock: naive.asleep,
    };
    expect(schedule.length).toBe(depths[verdict]);
    expect(schedule.length).toBeLessThanOrEqual(immediate + 1);
  } else if (verdict === "deadlock") expect(naive.hasDeadEnd).toBe(true);
  else {
    expect(verdict).toBe("livelock");
    expect(naive.hasDeadEnd || naive.hasFairCycle).toBe(true);
  }
}

const merged = { mergeAfterStates: 0 };
for (const options of [
  {},
  { reductions: { partialOrder: false } },
  { reductions: { symmetry: false, partialOrder: false, merge: false, runAhead: false } },
  merged,
  { reductions: { symmetry: false }, ...merged },
]) {
  it(`agrees with the naive enumerator, ${JSON.stringify(options)}`, () => {
    let compared = 0;
    const verdicts: Record<string, number> = {};
    fc.assert(
      fc.property(randomProgram, (program) => {
        const naive = enumerate(program, naiveLimit);
        fc.pre(naive.states <= naiveLimit);
        compared++;
        const { exploration, seen } = exploreProgram(program, options);
        verdicts[exploration.verdict] = (verdicts[exploration.verdict] ?? 0) + 1;
        compare(exploration, seen, naive);
      }),
      { numRuns, seed },
    );
    if (process.env.INTERLEAVE_PROGRAMS) console.log(`${compared} programs compared`, verdicts);
    // No verdict is left out by chance.
    expect(Object.keys(verdicts)).toEqual(
      expect.arrayContaining(["assertion", "data-race", "deadlock", "holds"]),
    );
    expect(compared).toBe(numRuns);
  }, 600_000);
}

/** A loop that begins with the operation before it: what was read there shows in the end. */
const loopsFromItsStart: RandomProgram = {
  threads: [
    [{ do: "store", cell: 0, value: 0, plain: false }],
    [
      { do: "load", cell: 1, register: 0, plain: false },
      { do: "until", cell: 1, equals: 1, length: 1 },
      { do: "store", cell: 1, value: 2, plain: true },
    ],
  ],
  forbidden: { cell: 0, value: -1 },
};

it("comes to an answer where a loop begins with the operation before it", () => {
  const options = { timeMs: 5_000 };
  expect(exploreProgram(loopsFromItsStart, options).exploration.verdict).toBe("deadlock");
});

it("knows at every step whether the naive enumerator finds a failure from there, and how near", () => {
  const seen = { never: 0, steps: 0, forever: 0 };
  fc.assert(
    fc.property(randomProgram, fc.infiniteStream(fc.nat()), (program, draws) => {
      fc.pre(enumerate(program, naiveLimit).states <= naiveLimit);
      const { map } = mapSchedules(scenarioOf(program));
      if (map === undefined) return;
      const taken: ScheduleStep[] = [];
      for (const draw of draws) {
        const { distance, failure, choices } = positionAt(map, taken);
        if (failure) break;
        const naive = enumerate(program, naiveLimit, taken);
        const immediate = Math.min(naive.race, naive.assertion, naive.asleep);
        const goesOn = naive.hasDeadEnd || naive.hasFairCycle;
        if (distance === undefined) {
          expect([immediate, goesOn]).toEqual([Number.POSITIVE_INFINITY, false]);
          seen.never++;
        } else if (immediate < Number.POSITIVE_INFINITY) {
          // What goes on forever may be nearer.
          if (goesOn) expect(distance).toBeLessThanOrEqual(immediate);
          else expect(distance).toBe(immediate);
          seen.steps++;
        } else {
          expect(goesOn).toBe(true);
          seen.forever++;
        }
        if (choices.length === 0 || taken.length === 20) break;
        taken.push(choices[draw % choices.length] as ScheduleStep);
      }
    }),
    { numRuns, seed },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
}, 600_000);

it("collects the outcomes that the naive enumerator found", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(randomProgram, (program) => {
      const naive = enumerate(program, naiveLimit);
      fc.pre(naive.states <= naiveLimit);
      const all = outcomes({
        name: "random",
        memory: { cells: cellCount },
        threads: program.threads.map((body) => (m) => runThread(body, m.cells as Cells)),
      });
      expect(all.verdict === "data-race").toBe(naive.race < Number.POSITIVE_INFINITY);
      if (all.verdict !== "holds") return;
      for (const { kind } of all.outcomes.flatMap(({ threads }) => threads)) kinds.add(kind);
      const over = all.outcomes.filter(({ threads }) =>
        threads.every(({ kind }) => kind === "returned"),
      );
      const seen = over.map(
        ({ memory, threads }) =>
          `${memory.cells?.join()} ${threads.map((end) => "value" in end && end.value).join("|")}`,
      );
      expect(seen.sort()).toEqual([...naive.outcomes].sort());
      const isAsleep = all.outcomes.some(({ threads }) => {
        const isStuck = threads.some(({ kind }) => kind === "sleeps");
        return isStuck && threads.every(({ kind }) => kind !== "spins");
      });
      expect(isAsleep).toBe(naive.asleep < Number.POSITIVE_INFINITY);
      expect(all.outcomes.length > over.length).toBe(naive.hasDeadEnd);
    }),
    { numRuns, seed },
  );
  expect([...kinds].sort()).toEqual(["returned", "sleeps", "spins"]);
}, 600_000);
