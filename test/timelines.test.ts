// Holds the timelines on the pages to what the code does, step by step.

import { expect, test } from "vitest";
import { sleepBy, type WayName } from "#lesson/04-queues/sleepers.ts";
import { Ring } from "#solution/04-queues/ring.ts";
import {
  encodeSchedule,
  explore,
  replayScenario,
  type ScheduleStep,
  type Trace,
  type TraceStep,
} from "#workbook/explorer/index.ts";
import { readTimelines } from "./read-timelines.ts";
import { Ring as RingWithCounts } from "./right-answers/04-queues/ring/remembers-the-other.ts";

/** The timelines of a screen, without marks of code. */
function timelines(lesson: string, title: string): string[][][] {
  return readTimelines(lesson, title).map((rows) =>
    rows.map((cells) => cells.map((cell) => cell.replaceAll("`", ""))),
  );
}

/** What the page calls a step of the threads in `sleepers.ts`. */
function inWords(step: TraceStep, way: WayName): string {
  const isFlag = way.includes("flag");
  const words: Record<string, string> = {
    "Atomics.load items": step.old === "0" ? "looks: no item" : "looks: two items",
    "Atomics.add items": "puts two items",
    "Atomics.compareExchange items": "takes one",
    "Atomics.load cell": `reads the count: ${step.old}`,
    "Atomics.add cell": `makes the count ${step.new}`,
    "Atomics.store cell": step.new === "1" ? "raises the flag" : "takes the flag down",
    "Atomics.notify cell": "wakes all: no thread sleeps",
    "Atomics.wait cell": step.asleep
      ? `the ${isFlag ? "flag is up again" : `count is still ${step.operands}`}: sleeps`
      : `the count is not ${step.operands}: stays awake`,
  };
  if (step.operation === "Atomics.notify") expect(step.woken).toEqual([]);
  return words[`${step.operation} ${step.cell}`] ?? `${step.operation} ${step.cell}`;
}

/** As many rows of a table as there are steps, a thread in each column. */
function asRows(steps: TraceStep[], way: WayName, threads: number): string[][] {
  return steps.map((step) =>
    Array.from({ length: threads }, (_, thread) =>
      thread === step.thread ? inWords(step, way) : "",
    ),
  );
}

function counterexample(way: WayName): Trace {
  const { verdict, trace } = explore(sleepBy(way));
  expect(verdict).toBe("deadlock");
  if (!trace) throw new Error("expected a counterexample");
  return trace;
}

test("lesson 04 shows the explorer's counterexample for a count that is read too late", () => {
  const [late] = timelines("04-queues", "Asleep beside an item");
  const way = "look, then read the count";
  const { steps } = counterexample(way);
  const untilAsleep = steps.slice(0, steps.findIndex(({ asleep }) => asleep) + 1);
  expect(late).toEqual(asRows(untilAsleep, way, 2));
});

test("lesson 04 shows the same moments with a count that is read in time", () => {
  const [, inTime] = timelines("04-queues", "Asleep beside an item");
  const way = "read the count, then look";
  expect(explore(sleepBy(way)).verdict).toBe("holds");
  const steps = (inTime ?? []).map(
    ([ann]): ScheduleStep => ({ thread: ann === "" ? 1 : 0, event: "step" }),
  );
  const { trace } = replayScenario(sleepBy(way), encodeSchedule({ steps }));
  expect(inTime).toEqual(asRows(trace.steps, way, 2));
});

test("lesson 04 shows the explorer's counterexample for a flag that comes back", () => {
  const [flag] = timelines("04-queues", "A flag that comes back");
  const way = "raise a flag, then look";
  expect(flag).toEqual(asRows(counterexample(way).steps, way, 3));
});

test("lesson 04 shows what stands in a ring's two counts", () => {
  const [counts] = timelines("04-queues", "A ring");
  const cells = new Int32Array(RingWithCounts.lengthFor(4));
  const ring = new RingWithCounts(cells);
  for (const [put = "", got = "", written, read] of counts ?? []) {
    const [, value, slot] = /(\d+) (?:into|from) slot (\d)/.exec(put + got) ?? [];
    if (put) expect(ring.tryPut(Number(value))).toBe(true);
    else expect(ring.tryGet()).toBe(Number(value));
    // Each count begins a line of the processor's cache, and so do the slots.
    expect([cells[0], cells[16]]).toEqual([Number(written), Number(read)]);
    expect(cells[32 + Number(slot)]).toBe(Number(value));
  }
  expect(ring.size).toBe(2);
});

test("lesson 04 shows the states of a ring's slots", () => {
  const [states] = timelines("04-queues", "Ask the slot");
  const cells = new Int32Array(Ring.lengthFor(2));
  const ring = new Ring(cells);
  for (const [put = "", got = "", ...stateOf] of states ?? []) {
    const [, verb, value] =
      /^(puts|takes|finds) (?:(\d+) (?:into|from) )?slot/.exec(put + got) ?? [];
    if (verb === "takes") expect(ring.tryGet()).toBe(Number(value));
    else expect(ring.tryPut(Number(value ?? 0))).toBe(verb === "puts");
    // Each slot is a state and a number.
    expect([cells[32], cells[34]]).toEqual(stateOf.map(Number));
    const [, slot] = /(?:into|from) slot (\d)/.exec(put + got) ?? [];
    if (slot) expect(cells[33 + 2 * Number(slot)]).toBe(Number(value));
  }
  expect(states).toHaveLength(5);
});
