// A walk through the schedules of every known program: its shortest way to a failure is as long as the explorer's, and its hints lead there.
import { describe, expect, it } from "vitest";
import type { ScheduleMap, ScheduleStep } from "#workbook/explorer/contract/scenario.ts";
import { defineScenario } from "#workbook/explorer/contract/scenario.ts";
import { explore } from "#workbook/explorer/explore.ts";
import { clientProgram } from "#workbook/explorer/refinement/client-program.ts";
import { refine } from "#workbook/explorer/refinement/refine.ts";
import { mapSchedules, type Position, positionAt, sceneAt } from "#workbook/explorer/walk.ts";
import { Permits, specify } from "./permits.ts";
import { litmusPrograms } from "./programs/litmus.ts";
import { lockPrograms } from "./programs/locks.ts";
import { mutualExclusionPrograms } from "./programs/mutual-exclusion.ts";
import { structurePrograms } from "./programs/structures.ts";
import { synchronizerPrograms } from "./programs/synchronizers.ts";

/** All that fail, and some that hold. */
const programs = [
  ...litmusPrograms,
  ...mutualExclusionPrograms,
  ...[lockPrograms, synchronizerPrograms, structurePrograms]
    .flat()
    .filter(({ verdict }) => verdict !== "holds"),
].filter(({ options }) => options === undefined);

const checkThenAct = defineScenario({
  name: "two threads take what only one may have",
  memory: { lock: [1], inside: 1 },
  threads: [
    function ann({ lock, inside }) {
      if (Atomics.load(lock, 0) === 0) return;
      Atomics.store(lock, 0, 0);
      if (Atomics.add(inside, 0, 1) > 0) throw new Error("two are inside");
      Atomics.sub(inside, 0, 1);
    },
    function bob({ lock, inside }) {
      if (Atomics.load(lock, 0) === 0) return;
      Atomics.store(lock, 0, 0);
      if (Atomics.add(inside, 0, 1) > 0) throw new Error("two are inside");
      Atomics.sub(inside, 0, 1);
    },
  ],
});

const step = (thread: number): ScheduleStep => ({ thread, event: "step" });

const maps = new Map<object, ScheduleMap>();

function mapOf(scenario: Parameters<typeof mapSchedules>[0]): ScheduleMap {
  const known = maps.get(scenario);
  if (known) return known;
  const { map, message } = mapSchedules(scenario);
  if (map === undefined) throw new Error(message);
  maps.set(scenario, map);
  return map;
}

/** Follows the hints from `schedule` on; the last position, and how many there were. */
function follow(map: ScheduleMap, schedule: readonly ScheduleStep[]): [Position, number] {
  const taken = [...schedule];
  for (;;) {
    const position = positionAt(map, taken);
    if (position.hint === undefined) return [position, taken.length - schedule.length];
    taken.push(position.hint);
  }
}

/** Some schedules to their end, always the same ones; loops are left after a while. */
function* wander(map: ScheduleMap, count: number): Generator<ScheduleStep[]> {
  let seed = 1;
  const draw = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
    return (seed >>> 8) % below;
  };
  for (let i = 0; i < count; i++) {
    const schedule: ScheduleStep[] = [];
    while (schedule.length < 60) {
      const { choices } = positionAt(map, schedule);
      if (choices.length === 0) break;
      schedule.push(choices[draw(choices.length)] as ScheduleStep);
    }
    yield schedule;
  }
}

describe("mapSchedules", () => {
  it.each(programs)(
    "finds the failure of $scenario.name where the explorer does",
    ({ scenario }) => {
      const { verdict, message, schedule, trace } = explore(scenario);
      const map = mapOf(scenario);
      const start = positionAt(map, []);
      if (verdict === "holds") {
        expect(start.distance).toBeUndefined();
        expect([...map.failures]).toEqual([]);
        return;
      }
      // What goes on forever has failed where it begins.
      const head = schedule.slice(0, trace?.loopFrom);
      expect(start.distance).toBe(head.length);
      const race = trace?.race && { race: trace.race };
      expect(positionAt(map, head).failure).toEqual({ verdict, message, ...race });
      const [end, length] = follow(map, []);
      expect([end.failure?.verdict !== undefined, length]).toEqual([true, head.length]);
    },
  );

  it("knows from any position whether a failure can still be reached, and how", () => {
    let lost = 0;
    for (const { scenario } of programs) {
      const map = mapOf(scenario);
      for (const schedule of wander(map, 4)) {
        let wasSafe = false;
        for (const length of schedule.keys()) {
          const taken = schedule.slice(0, length + 1);
          const position = positionAt(map, taken);
          if (position.distance === undefined) {
            lost++;
            wasSafe = true;
            continue;
          }
          expect(wasSafe, "a failure after it was called impossible").toBe(false);
          if (length % 5 > 0) continue;
          const [end, count] = follow(map, taken);
          expect([end.failure !== undefined, count]).toEqual([true, position.distance]);
        }
      }
    }
    expect(lost).toBeGreaterThan(100);
  });

  it("knows from where no schedule ends well any more", () => {
    const map = mapOf(checkThenAct);
    const both = [step(0), step(1)];
    expect(positionAt(map, both)).toMatchObject({ distance: 4, canEndWell: true });
    const scenario = defineScenario({
      name: "it sleeps until it is woken, which nobody does",
      memory: { bell: 1, done: 1 },
      threads: [
        ({ bell }) => Atomics.wait(bell, 0, 0),
        ({ bell, done }) => {
          Atomics.store(bell, 0, 1);
          Atomics.store(done, 0, 1);
        },
      ],
    });
    const bell = mapOf(scenario);
    expect(positionAt(bell, [])).toMatchObject({ distance: 3, canEndWell: true });
    expect(positionAt(bell, [step(0)])).toMatchObject({ distance: 2, canEndWell: false });
    expect(positionAt(bell, [step(1)])).not.toHaveProperty("distance");
  });

  it("says what stands in the way of a map", () => {
    expect(mapSchedules(checkThenAct, { maxStates: 3 })).toMatchObject({
      map: undefined,
      message: expect.stringContaining("within the bound of 3 states"),
    });
    const impure = { name: "a clock", memory: { x: 1 }, threads: [() => Date.now()] };
    expect(mapSchedules(impure)).toMatchObject({
      map: undefined,
      message: expect.stringContaining("cannot be explored"),
    });
  });

  it("refuses a step that cannot be taken", () => {
    const map = mapOf(checkThenAct);
    expect(() => positionAt(map, [step(0), step(2)])).toThrow(
      new RangeError("Step 2: thread 3 cannot take it here (step)."),
    );
  });
});

class Right extends Permits {}
class Deaf extends Permits {
  override give(): void {
    Atomics.add(this.cells, 0, 1);
  }
}
class Greedy extends Permits {
  override tryTake(): boolean {
    if (this.free === 0) return false;
    Atomics.sub(this.cells, 0, 1);
    return true;
  }
}
class Spinning extends Permits {
  override take(): void {
    while (!this.tryTake());
  }
}

describe("a client program", () => {
  it.each([Deaf, Greedy, Spinning])("fails where the model says so: $name", (type) => {
    const specification = specify(type);
    const { refused } = refine(specification);
    if (refused === undefined) throw new Error("it holds");
    const { message, schedule, trace } = refused.exploration;
    const program = clientProgram(specification, refused.program);
    const { map } = mapSchedules(program.scenario, {}, program);
    if (map === undefined) throw new Error("no map");
    const head = schedule.slice(0, trace?.loopFrom);
    expect(positionAt(map, head).failure?.message).toBe(message);
    expect(positionAt(map, []).distance).toBe(head.length);
    expect(follow(map, [])[1]).toBe(head.length);
    expect(refused.lines.slice(0, program.lines.length)).toHaveLength(program.lines.length);
    const held = clientProgram(specify(Right), refused.program);
    const right = mapSchedules(held.scenario, {}, held).map;
    expect(right?.failures).toEqual(new Map());
  });

  it("says which call or start there is not", () => {
    const specification = specify(Right);
    expect(() => clientProgram(specification, { start: "2 free", threads: [] })).toThrow(
      new RangeError('The counter of permits has no start "2 free".'),
    );
    expect(() => clientProgram(specification, { start: "1 free", threads: [["go()"]] })).toThrow(
      new RangeError('The counter of permits has no call "go()".'),
    );
  });
});

describe("sceneAt", () => {
  it("tells what stands where, what the last step changed, and what each choice does", () => {
    const taken = [step(0), step(1), step(0)];
    const { choices } = positionAt(mapOf(checkThenAct), taken);
    const scene = sceneAt(checkThenAct, taken, choices);
    expect(scene.memoryBefore).toEqual({ lock: "1", inside: "0" });
    expect(scene.changed).toMatchObject({ cell: "lock", old: "1", new: "0" });
    expect(sceneAt(checkThenAct, taken.slice(0, 2), [])).not.toHaveProperty("changed");
    expect(scene.trace.memory).toEqual({ lock: "0", inside: "0" });
    expect(scene.trace.names).toEqual(["ann", "bob"]);
    expect(scene.previews.map(({ thread, does }) => [thread, does])).toEqual([
      [0, "inside 0 → 1"],
      [1, "lock 0 → 0"],
    ]);
    const { ends, steps } = scene.trace;
    expect(ends).toMatchObject([
      { status: "ready", next: "Atomics.add inside" },
      { status: "ready", next: "Atomics.store lock" },
    ]);
    const [ann, bob] = ends.map(({ place }) => place?.line ?? 0) as [number, number];
    expect(bob - ann).toBe(5);
    expect(steps).toHaveLength(3);
  });

  it("tells a timeout from a step", () => {
    const scenario = defineScenario({
      name: "it gives up",
      memory: { bell: 1 },
      threads: [
        ({ bell }) => {
          if (Atomics.wait(bell, 0, 0, 10) === "timed-out") throw new Error("gave up");
        },
        ({ bell }) => Atomics.notify(bell, 0),
      ],
    });
    const { choices, hint } = positionAt(mapOf(scenario), [step(0)]);
    expect(hint).toEqual({ thread: 0, event: "timeout" });
    expect(sceneAt(scenario, [step(0)], choices).previews.map(({ does }) => does)).toEqual([
      "times out on bell",
      "notify bell: wakes thread 1",
    ]);
    expect(positionAt(mapOf(scenario), [step(0), { thread: 0, event: "timeout" }])).toMatchObject({
      choices: [],
      distance: 0,
      failure: { verdict: "exception", message: "Thread 1 throws Error: gave up." },
    });
  });
});
