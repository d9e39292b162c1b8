// The tests of exercise `sleeping-queue`: alone, and under every schedule.

import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { describe, expect, it } from "vitest";
import { SleepingQueue } from "#exercise/04-queues/sleeping-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { share } from "../02-locks/fixtures/together.ts";
import { howWaits } from "../02-locks/fixtures/under-lock.ts";
import { expectToServeCrowd } from "./fixtures/crowd.ts";
import { falsyItems, RingOfAnything } from "./fixtures/ring-of-anything.ts";
import { Pair, Slot } from "./fixtures/slot.ts";
import { twoConsumers } from "./fixtures/two-consumers.ts";
import { specifySleepingQueue } from "./specifications/sleeping-queue.ts";

/** Room for one number, to keep the number of schedules small. */
const memory = { queue: SleepingQueue.length, slot: Slot.length };

interface Opened {
  queue: Int32Array;
  slot: Int32Array;
}

function open(m: Opened): SleepingQueue<number> {
  return new SleepingQueue(m.queue, new Slot(m.slot));
}

/** A queue over a slot behind it in the same cells. */
function openBefore(cells: Int32Array): SleepingQueue<number> {
  const queue = cells.subarray(0, SleepingQueue.length);
  return open({ queue, slot: cells.subarray(SleepingQueue.length) });
}

const put = (item: number) =>
  function producer(m: Opened): void {
    open(m).put(item);
  };

function consumer(m: Opened): number {
  return open(m).get();
}

describe("SleepingQueue", () => {
  it("gives back what was put, the oldest first", () => {
    const ring = new Ring(share(Ring.lengthFor(3)));
    const queue = new SleepingQueue<number>(share(SleepingQueue.length), ring);
    for (const item of [1, 2, 3]) queue.put(item);
    const taken = [queue.get(), queue.get(), queue.get()];
    expect(taken.join(", "), "what get returned after put of 1, 2, 3").toBe("1, 2, 3");
  });

  it("hands on null, 0, false and an empty text like any other item", () => {
    const queue = new SleepingQueue(share(SleepingQueue.length), new RingOfAnything());
    const taken = falsyItems.map((item) => {
      queue.put(item);
      return queue.get();
    });
    expect(taken, "what get returned").toEqual(falsyItems);
  });

  it("gives its lock back when the ring refuses an item by an error", () => {
    const queue = new SleepingQueue(share(SleepingQueue.length), new RingOfAnything());
    expect(
      thrownBy(() => queue.put(undefined)),
      "what put threw, of a ring that throws",
    ).toBeInstanceOf(TypeError);
    queue.put("toast");
    expect(queue.get(), "get after that").toBe("toast");
  });

  it("lets a thread sleep while there is no item", () => {
    const how = howWaits(
      SleepingQueue.length + Slot.length,
      () => {},
      (cells) => openBefore(cells).get(),
    );
    expect(how, "a thread that waits for an item").toBe("sleeps");
  });

  it("lets a thread sleep while there is no room", () => {
    const how = howWaits(
      SleepingQueue.length + Slot.length,
      (cells) => openBefore(cells).put(1),
      (cells) => openBefore(cells).put(2),
    );
    expect(how, "a thread that waits for room").toBe("sleeps");
  });

  it("wakes a thread when its item is there", () => {
    const scenario = defineScenario({
      name: "an item for a thread that waits",
      memory,
      threads: [put(1), consumer],
      final: (_, [, item]) => item === 1 || `the consumer got ${item}, not 1`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "2 threads × 1 item" });
  });

  it("wakes a thread when there is room for its item", () => {
    const scenario = defineScenario({
      name: "two items through one slot",
      memory,
      threads: [
        function producer(m) {
          open(m).put(1);
          open(m).put(2);
        },
        function consumer(m) {
          return `${open(m).get()}, ${open(m).get()}`;
        },
      ],
      final: (_, [, taken]) => taken === "1, 2" || `the consumer got ${taken}, not 1, 2`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "2 threads × 2 items" });
  });

  it("gives each of two consumers an item of its own", () => {
    expect(twoConsumers(SleepingQueue.length, open)).toHoldUnderEverySchedule({
      of: "a producer and two consumers",
    });
  });

  it("lets no producer sleep beside room, though four consumers slept before it", (context) => {
    expectToServeCrowd(SleepingQueue.length, open, context);
  });

  it("wakes both of two threads that wait, though two changes come before the first one wakes", () => {
    const openPair = (m: Opened) => new SleepingQueue<number>(m.queue, new Pair(m.slot));
    const gets = (m: Opened) => openPair(m).get();
    const puts = (m: Opened) => openPair(m).put(3);
    const full = new Pair(share(Pair.length));
    for (const item of [1, 2]) full.tryPut(item);
    const fromEmpty = defineScenario({
      name: "two consumers, two items, room for both",
      memory: { queue: SleepingQueue.length, slot: Pair.length },
      threads: [
        function producer(m) {
          openPair(m).put(1);
          openPair(m).put(2);
        },
        gets,
        gets,
      ],
      final: (_, [, ...got]) =>
        got.toSorted().join(", ") === "1, 2" || `the two consumers got ${got.join(" and ")}`,
    });
    expect(fromEmpty).toHoldUnderEverySchedule({ of: "a producer and two consumers, room for 2" });
    const fromFull = defineScenario({
      name: "two producers, room for two, and it is full",
      memory: { queue: SleepingQueue.length, slot: [...full.cells] },
      threads: [
        function consumer(m) {
          return `${openPair(m).get()}, ${openPair(m).get()}`;
        },
        puts,
        puts,
      ],
      final: (_, [got]) => got === "1, 2" || `the consumer got ${got}, not 1, 2`,
    });
    expect(fromFull).toHoldUnderEverySchedule({ of: "a consumer and two producers, room for 2" });
  });

  it("keeps the items of two producers", () => {
    const scenario = defineScenario({
      name: "two producers, one consumer, one slot",
      memory,
      threads: [
        put(1),
        put(2),
        function consumer(m) {
          return [open(m).get(), open(m).get()].toSorted().join(", ");
        },
      ],
      final: (_, [, , taken]) => taken === "1, 2" || `the consumer got ${taken}, not 1 and 2`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "two producers and a consumer" });
  });
});

it("behaves in every small program as if each call were one step", () => {
  const shapes = [[1], [2], [1, 1]];
  expect(specifySleepingQueue(SleepingQueue, shapes)).toHoldInEveryProgram();
});
