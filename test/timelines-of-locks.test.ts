// Holds the timelines of lesson 02 to what the explorer finds, and to what our lock does.

import { expect, test } from "vitest";
import { WokenWritesOne } from "#lesson/02-locks/wrong-locks.ts";
import { ReadersWriterLock } from "#solution/02-locks/readers-writer-lock.ts";
import {
  defineScenario,
  explore,
  type MemorySpec,
  type Scenario,
  type TraceStep,
} from "#workbook/explorer/index.ts";
import { readTimelines } from "./read-timelines.ts";

/** The rows of the screen's timeline. */
function readTimeline(title: string): string[][] {
  return readTimelines("02-locks", title)[0] ?? [];
}

/** A row a step of the shortest schedule that breaks the scenario; steps without words are left out. */
function tell(
  scenario: Scenario<MemorySpec>,
  wordsOf: (step: TraceStep) => string | undefined,
): string[][] {
  const { trace } = explore(scenario);
  if (!trace) throw new Error(`expected a schedule that breaks “${scenario.name}”`);
  return trace.steps.flatMap((step) => {
    const words = wordsOf(step);
    return words === undefined
      ? []
      : [trace.ends.map(({ thread }) => (thread === step.thread ? words : ""))];
  });
}

test("a lost update is drawn as the explorer finds it, with the additions that it cannot see", () => {
  const adds = (m: { sold: Int32Array }) => {
    const seen = Atomics.load(m.sold, 0);
    Atomics.store(m.sold, 0, seen + 1);
  };
  const twoSales = defineScenario({
    name: "two sales after seven",
    memory: { sold: [7] },
    threads: [adds, adds],
    final: (m) => m.sold[0] === 9,
  });
  const rows = readTimeline("`++` is three steps");
  const isShared = (row: string[]) => !row.some((words) => words.startsWith("adds"));
  const found = tell(twoSales, ({ operation, old, new: written }) =>
    operation === "Atomics.load" ? `reads ${old}` : `writes ${written}`,
  );
  expect(rows.filter(isShared)).toEqual(found);
  for (const thread of [0, 1]) {
    const steps = rows.map((row) => row[thread]).filter(Boolean);
    expect(steps).toEqual(["reads 7", "adds 1, has 8", "writes 8"]);
  }
});

test("a sleep that comes too late is drawn as the explorer finds it", () => {
  const lateSleep = defineScenario({
    name: "a lock whose waiters look, then sleep",
    memory: { lock: 1, bed: 1 },
    threads: [
      function ann(m) {
        if (Atomics.exchange(m.lock, 0, 1) !== 0) return;
        Atomics.store(m.lock, 0, 0);
        Atomics.notify(m.bed, 0);
      },
      function bo(m) {
        while (Atomics.exchange(m.lock, 0, 1) !== 0) Atomics.wait(m.bed, 0, 0);
      },
    ],
  });
  const found = tell(lateSleep, ({ operation, old, new: written, asleep, woken }) => {
    if (operation === "Atomics.exchange") return old === "1" ? "looks, and it is taken" : "takes";
    if (operation === "Atomics.store") return `unlocks, ${old} → ${written}`;
    if (operation === "Atomics.notify") return woken.length === 0 ? "wakes no thread" : "wakes Bo";
    return asleep ? "falls asleep, forever" : "stays awake";
  });
  expect(found[0]).toEqual(["takes", ""]);
  expect(readTimeline("A lock that lets you sleep")).toEqual(found.slice(1));
});

test("a third thread that is forgotten is drawn as the explorer finds it", () => {
  const threeRounds = defineScenario({
    name: "three threads lock once",
    memory: { lock: WokenWritesOne.length },
    threads: {
      count: 3,
      run: (m) => {
        const lock = new WokenWritesOne(m.lock);
        lock.lock();
        lock.unlock();
      },
    },
  });
  const found = tell(threeRounds, ({ operation, old, new: written, operands, asleep, woken }) => {
    const change = `${old} → ${written}`;
    if (operation === "Atomics.compareExchange") {
      return old === "0" ? `takes it, ${change}` : undefined;
    }
    if (operation === "Atomics.exchange") {
      return operands === "2" ? `marks it, ${change}` : `frees it, ${change}`;
    }
    if (operation === "Atomics.notify") return `wakes ${["Ann", "Bo", "Cy"][woken[0] ?? 9]}`;
    return asleep ? "sleeps" : "stays awake";
  });
  expect(readTimeline("The third value")).toEqual(found);
});

test("the count of readers that keeps a writer out is what stands in our lock", () => {
  const cells = new Int32Array(new SharedArrayBuffer(4 * ReadersWriterLock.length));
  const lock = new ReadersWriterLock(cells);
  for (const [ann = "", bo = "", cy = ""] of readTimeline("Many readers, one writer")) {
    if (/^enters/.test(ann + bo)) lock.lockRead();
    else if (/^leaves/.test(ann + bo)) lock.unlockRead();
    expect(`${cells[0]}`).toBe(/(?:count|sees) (\d)/.exec(ann + bo + cy)?.[1]);
  }
});

test.each([
  ["atomic", "holds"],
  ["plain", "data-race"],
])("a price behind a flag that is %s: %s", (flag, verdict) => {
  const exploration = explore({
    name: "a price, then a flag",
    memory: { price: 1, ready: 1 },
    threads: [
      (m) => {
        m.price[0] = 250;
        if (flag === "atomic") Atomics.store(m.ready, 0, 1);
        else m.ready[0] = 1;
      },
      (m) => (Atomics.load(m.ready, 0) === 1 ? m.price[0] : 250),
    ],
    final: (_, [, seen]) => seen === 250,
  });
  expect(exploration.verdict).toBe(verdict);
});
