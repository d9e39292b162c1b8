// The tests of exercise `bounded-queue`: alone, under every schedule, and once with real threads.

import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { describe, expect, it } from "vitest";
import { BoundedQueue } from "#exercise/04-queues/bounded-queue.ts";
import { QueueClosedError } from "#lesson/04-queues/queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { runTogether, share } from "../02-locks/fixtures/together.ts";
import { howWaits } from "../02-locks/fixtures/under-lock.ts";
import { expectToServeCrowd } from "./fixtures/crowd.ts";
import { falsyItems, RingOfAnything } from "./fixtures/ring-of-anything.ts";
import { inNoTime } from "./fixtures/sleeping-clock.ts";
import { Slot } from "./fixtures/slot.ts";
import { twoConsumers } from "./fixtures/two-consumers.ts";
import { wakeForNothing } from "./fixtures/woken-for-nothing.ts";
import { whoGoesOn } from "./fixtures/woken-too-late.ts";
import { specifyBoundedQueue } from "./specifications/bounded-queue.ts";

function createQueue(capacity: number): BoundedQueue<number> {
  return new BoundedQueue(share(BoundedQueue.length), new Ring(share(Ring.lengthFor(capacity))));
}

/** Room for one number, to keep the number of schedules small. */
const memory = { queue: BoundedQueue.length, slot: Slot.length };
const fullMemory = { queue: BoundedQueue.length, slot: [10] };

interface Opened {
  queue: Int32Array;
  slot: Int32Array;
}

function open(m: Opened): BoundedQueue<number> {
  return new BoundedQueue(m.queue, new Slot(m.slot));
}

/** What became of a `put` that waits: the queue may be closed meanwhile. */
function tryToPut(queue: BoundedQueue<number>, item: number): string {
  try {
    return queue.put(item) ? "put" : "too late";
  } catch (error) {
    if (error instanceof QueueClosedError) return "closed";
    throw error;
  }
}

describe("BoundedQueue", () => {
  it("gives back what was put, the oldest first", () => {
    const queue = createQueue(3);
    for (const item of [1, 2, 3]) queue.put(item);
    const taken = [queue.get(), queue.get(), queue.get()];
    expect(taken.join(", "), "what get returned after put of 1, 2, 3").toBe("1, 2, 3");
  });

  it("hands on null, 0, false and an empty text like any other item", () => {
    const queue = new BoundedQueue(share(BoundedQueue.length), new RingOfAnything());
    const taken = falsyItems.flatMap((item) => {
      queue.put(item);
      const first = queue.get();
      queue.put(item);
      return [first, queue.tryGet()];
    });
    expect(taken, "what get and tryGet returned").toEqual(falsyItems.flatMap((one) => [one, one]));
  });

  it("gives its locks back when the ring refuses an item by an error", () => {
    const queue = new BoundedQueue(share(BoundedQueue.length), new RingOfAnything());
    for (const put of [queue.put, queue.tryPut]) {
      expect(
        thrownBy(() => put.call(queue, undefined)),
        "what put threw, of a ring that throws",
      ).toBeInstanceOf(TypeError);
    }
    queue.put("toast");
    expect(queue.get(), "get after that").toBe("toast");
    queue.taskDone();
    expect(
      inNoTime(() => queue.join(0)),
      "join, when the one item is done",
    ).toBe(true);
  });

  it("tries without waiting", () => {
    const queue = createQueue(1);
    expect(queue.tryGet(), "tryGet of an empty queue").toBe(undefined);
    expect(queue.tryPut(7), "tryPut with room").toBe(true);
    expect(queue.tryPut(8), "tryPut without room").toBe(false);
    expect(queue.tryGet(), "tryGet").toBe(7);
  });

  it("gives up when the time is over", () => {
    const queue = createQueue(1);
    expect(queue.get(1), "get(1) of an empty queue").toBe(undefined);
    expect(
      inNoTime(() => queue.put(7, 1)),
      "put(7, 1) with room",
    ).toBe(true);
    expect(queue.put(8, 1), "put(8, 1) without room").toBe(false);
    expect(
      inNoTime(() => queue.get(1)),
      "get(1)",
    ).toBe(7);
  });

  it("takes nothing more when it is closed, and still gives what is in it", () => {
    const queue = createQueue(3);
    for (const item of [0, 2]) queue.put(item);
    expect(queue.isClosed, "isClosed before close").toBe(false);
    queue.close();
    expect(queue.isClosed, "isClosed after close").toBe(true);
    expect(
      thrownBy(() => queue.put(3)),
      "what put after close throws",
    ).toBeInstanceOf(QueueClosedError);
    expect(
      thrownBy(() => queue.tryPut(3)),
      "what tryPut after close throws",
    ).toBeInstanceOf(QueueClosedError);
    expect([...queue].join(", "), "what was left in the closed queue").toBe("0, 2");
    expect(queue.get(), "get from a closed queue that is empty").toBe(undefined);
  });

  it("lets threads that wait sleep", () => {
    const forPut = howWaits(
      BoundedQueue.length + Slot.length,
      (cells) => createQueueOver(cells).put(1),
      (cells) => createQueueOver(cells).put(2),
    );
    expect(forPut, "a thread that waits for room").toBe("sleeps");
    const forGet = howWaits(
      BoundedQueue.length + Slot.length,
      () => {},
      (cells) => createQueueOver(cells).get(),
    );
    expect(forGet, "a thread that waits for an item").toBe("sleeps");
  });

  it("loses nothing, and lets no thread sleep forever", () => {
    const pass = (...items: number[]) =>
      defineScenario({
        name: `${items.length} items through one slot`,
        memory,
        threads: [
          function producer(m) {
            for (const item of items) open(m).put(item);
          },
          function consumer(m) {
            return items.map(() => String(open(m).get())).join(", ");
          },
        ],
        final: (_, [, taken]) =>
          taken === items.join(", ") || `the consumer got ${taken}, not ${items.join(", ")}`,
      });
    expect(pass(1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(pass(1, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("gives each of two consumers an item of its own", () => {
    expect(twoConsumers(BoundedQueue.length, open)).toHoldUnderEverySchedule({
      of: "3 threads × 1 item",
    });
  });

  it("lets no producer sleep beside room, though four consumers slept before it", (context) => {
    expectToServeCrowd(BoundedQueue.length, open, context);
  });

  it("gives the last item to one, and tells the other that nothing will come", () => {
    const consumer = (m: Opened) => open(m).get() ?? "the end";
    const scenario = defineScenario({
      name: "one item, then the end, for two consumers",
      memory,
      threads: [
        function producer(m) {
          open(m).put(1);
          open(m).close();
        },
        consumer,
        consumer,
      ],
      final: (_, [, ...got]) =>
        got.toSorted().join(", ") === "1, the end" || `the two consumers got ${got.join(" and ")}`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "2 consumers and a close" });
  });

  it("tells threads that wait for room that it is closed", () => {
    const scenario = defineScenario({
      name: "two producers at a full queue that closes",
      memory: fullMemory,
      threads: [
        function producer(m) {
          return tryToPut(open(m), 1);
        },
        function producer(m) {
          return tryToPut(open(m), 2);
        },
        function closer(m) {
          open(m).close();
        },
      ],
      final: (_, [one, other]) =>
        (one === "closed" && other === "closed") || `the two puts ended with ${one} and ${other}`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "2 producers and a close" });
  });

  it("gives what it took while another thread closed it", () => {
    const scenario = defineScenario({
      name: "a put, and a close with a get after it",
      memory,
      threads: [
        function producer(m) {
          return tryToPut(open(m), 1);
        },
        function closer(m) {
          open(m).close();
          return open(m).get() ?? "the end";
        },
      ],
      final: (_, [put, got]) =>
        got === (put === "put" ? 1 : "the end") ||
        `put(1) ended with ${put}, and after the close get gave ${got}`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "a put and a close" });
  });

  it("counts, for join, what is not done", () => {
    const queue = createQueue(2);
    expect(
      inNoTime(() => queue.join(1)),
      "join(1) when nothing was put",
    ).toBe(true);
    queue.put(1);
    queue.put(2);
    queue.get();
    queue.taskDone();
    expect(queue.join(1), "join(1) with one of two tasks done").toBe(false);
    queue.get();
    expect(queue.join(1), "join(1) when all is taken and one task is not done").toBe(false);
    queue.taskDone();
    expect(
      inNoTime(() => queue.join(1)),
      "join(1) with all tasks done",
    ).toBe(true);
    expect(
      thrownBy(() => queue.taskDone()),
      "what taskDone when all are done throws",
    ).toBeInstanceOf(RangeError);
  });

  it("changes nothing in a taskDone that throws, not even for a moment", () => {
    const isDone = (queue: BoundedQueue<number>): boolean => {
      try {
        queue.taskDone();
        return true;
      } catch (error) {
        if (error instanceof RangeError) return false;
        throw error;
      }
    };
    const scenario = defineScenario({
      name: "one task, and two who say that it is done",
      memory,
      threads: [
        function worker(m) {
          return isDone(open(m));
        },
        function producer(m) {
          open(m).put(1);
          return isDone(open(m));
        },
      ],
      final: (_, said) =>
        said.filter(Boolean).length === 1 ||
        (said[0] === true
          ? "two calls of taskDone were taken, and one item was put"
          : "both calls of taskDone threw a RangeError, and one item was put"),
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "a task that is done twice" });
  });

  it("goes on for the time that is left when it was woken for nothing", () => {
    const queue = createQueue(1);
    const left = "10, 6, 1";
    const forGet = wakeForNothing(() => queue.get(10));
    expect(forGet ?? left, "get(10), woken after 4 ms and after 9, sleeps for").toBe(left);
    queue.put(7);
    const forPut = wakeForNothing(() => queue.put(8, 10));
    expect(forPut ?? left, "put(8, 10), woken after 4 ms and after 9, sleeps for").toBe(left);
    const forJoin = wakeForNothing(() => queue.join(10));
    expect(forJoin ?? left, "join(10), woken after 4 ms and after 9, sleeps for").toBe(left);
  });

  it("lets no thread sleep beside an item or room because the one that was woken is out of time", () => {
    const create = (items: number[]) => {
      const memory = [share(BoundedQueue.length), share(Slot.length)] as const;
      const queue = new BoundedQueue(memory[0], new Slot(memory[1]));
      for (const item of items) queue.put(item);
      return { memory, queue };
    };
    const empty = create([]);
    const forGet = whoGoesOn({
      memory: empty.memory,
      first: () => empty.queue.get(10) !== undefined,
      second: () => empty.queue.get(),
      change: () => empty.queue.put(1),
    });
    expect(forGet, "who goes on of get(10) and get(), if an item comes as the time runs out").toBe(
      "one of them",
    );
    const full = create([1]);
    const forPut = whoGoesOn({
      memory: full.memory,
      first: () => full.queue.put(2, 10),
      second: () => full.queue.put(3),
      change: () => full.queue.get(),
    });
    expect(forPut, "who goes on of put(2, 10) and put(3), if room comes as the time runs out").toBe(
      "one of them",
    );
  });

  it("lets join wait for the last task", () => {
    const scenario = defineScenario({
      name: "a task, and somebody who waits for it",
      memory: { ...memory, done: 1 },
      threads: [
        function producer(m) {
          open(m).put(1);
          open(m).join();
          return m.done[0];
        },
        function worker(m) {
          open(m).get();
          m.done[0] = 1;
          open(m).taskDone();
        },
      ],
      final: (_, [done]) => done === 1 || "join came back before the task was done",
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "a worker and a join" });
  });

  it("lets all threads that join go on", () => {
    const cells = share(BoundedQueue.length);
    const queue = new BoundedQueue(cells, new Slot(share(Slot.length)));
    queue.put(1);
    queue.get();
    const joiner = (m: Opened) => open(m).join();
    const scenario = defineScenario({
      name: "the last task, and two who wait for it",
      memory: { queue: [...cells], slot: Slot.length },
      threads: [
        joiner,
        joiner,
        function worker(m) {
          open(m).taskDone();
        },
      ],
      final: (_, [one, other]) =>
        (one === true && other === true) || `the two joins gave ${one} and ${other}`,
    });
    expect(scenario).toHoldUnderEverySchedule({ of: "a worker and 2 joins" });
  });
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyBoundedQueue(BoundedQueue, [[1], [1, 1], [1, 1, 1]])).toHoldInEveryProgram();
});

it(
  "passes 2 × 500 numbers from two real threads to two others",
  alongside(async () => {
    const [cells, data] = [share(BoundedQueue.length + Ring.lengthFor(8)), share(2)];
    const file = new URL("./fixtures/queue-numbers.ts", import.meta.url);
    await runTogether(file, { count: 4, rounds: 500, cells, data });
    expect(data[1], "the sum of twice 1 to 500").toBe(250_500);
  }),
);

/** A queue over a slot behind it in the same cells. */
function createQueueOver(cells: Int32Array): BoundedQueue<number> {
  return new BoundedQueue(
    cells.subarray(0, BoundedQueue.length),
    new Slot(cells.subarray(BoundedQueue.length)),
  );
}
