// The tests of exercise `condition`: alone, under every schedule, and once with real threads.

import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { Condition } from "#exercise/06-conditions/condition.ts";
import { type Lock, LockError, withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineScenario, explore, replaceAtomics } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import "../02-locks/fixtures/mutex-in-steps.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { joinAll, share } from "../02-locks/fixtures/together.ts";
import { setClocks } from "../04-queues/fixtures/set-clocks.ts";
import { inNoTime } from "../04-queues/fixtures/sleeping-clock.ts";
import { countWoken } from "./fixtures/count-woken.ts";
import { specifyCondition } from "./specifications/condition.ts";

const chefFile = new URL("./fixtures/condition-chef.ts", import.meta.url);

function createCondition(): { bell: Condition; lock: Mutex } {
  const lock = new Mutex(share(Mutex.length));
  return { bell: new Condition(share(Condition.length), lock), lock };
}

/** A kitchen in shared memory: orders on a board, guarded by a lock, announced by a bell. */
const kitchen = { lock: Mutex.length, bell: Condition.length, orders: 1, cooked: 1 };

interface KitchenMemory {
  lock: Int32Array;
  bell: Int32Array;
}

function enter(m: KitchenMemory): { bell: Condition; lock: Mutex } {
  const lock = new Mutex(m.lock);
  return { bell: new Condition(m.bell, lock), lock };
}

/** Waits until there is an order. */
function chef(m: KitchenMemory & { orders: Int32Array }): void {
  const { bell, lock } = enter(m);
  withLock(lock, () => {
    while (m.orders[0] === 0) bell.wait();
  });
}

describe("a condition alone", () => {
  it("gives up when the time is over, and holds the lock again", () => {
    const { bell, lock } = createCondition();
    lock.lock();
    expect(bell.wait(1), "wait(1) that no thread notifies").toBe(false);
    expect(lock.tryLock(), "another thread can take the lock after wait(1)").toBe(false);
    lock.unlock();
  });

  it("counts its sleep alone as its time, not that it had to wait for the lock", () => {
    let nowMs = 1_000;
    const slow: Lock = {
      lock: () => {
        nowMs += 100;
      },
      tryLock: () => true,
      unlock: () => {},
    };
    const bell = new Condition(share(Condition.length), slow);
    const putBack = replaceAtomics("wait", () => () => {
      nowMs += 4;
      bell.notify();
      return "ok";
    });
    const resetClocks = setClocks(() => nowMs);
    try {
      const inTime = bell.wait(10);
      expect(inTime, "wait(10), notified after 4 ms, with the lock again after 104").toBe(true);
    } finally {
      putBack();
      resetClocks();
    }
  });

  it("refuses to wait without the lock", () => {
    expect(() => createCondition().bell.wait(1)).toThrow(LockError);
  });

  it("leaves the lock to its caller if the predicate throws", () => {
    const { bell, lock } = createCondition();
    lock.lock();
    const soldOut = new Error("sold out");
    const throwing = () =>
      bell.waitUntil(() => {
        throw soldOut;
      });
    expect(throwing).toThrow(soldOut);
    expect(lock.tryLock(), "another thread can take the lock after that").toBe(false);
  });

  it("notifies no thread if none waits", () => {
    const { bell, lock } = createCondition();
    withLock(lock, () => bell.notify());
    withLock(lock, () => bell.notifyAll());
    lock.lock();
    expect(bell.wait(0), "wait(0) after a notification nobody waited for").toBe(false);
  });
});

describe("wait", () => {
  it("gives the lock back while it sleeps", () => {
    const { trace } = explore(
      defineScenario({
        name: "nobody rings the bell",
        memory: kitchen,
        threads: [
          (m) => {
            const { bell, lock } = enter(m);
            withLock(lock, () => bell.wait());
          },
          (m) => withLock(new Mutex(m.lock), () => {}),
        ],
      }),
    );
    const ends = trace?.ends.map(({ status }) => status);
    expect(ends, "who waits forever, and who wants the lock").toEqual(["asleep", "finished"]);
  });

  it("loses no notification, whichever thread comes first", () => {
    const cookOrders = (rounds: number) =>
      defineScenario({
        name: `one waiter brings ${rounds} orders, one chef cooks them`,
        memory: kitchen,
        threads: [
          function chef(m) {
            const { bell, lock } = enter(m);
            for (let round = 0; round < rounds; round++)
              withLock(lock, () => {
                while (m.orders[0] === 0) bell.wait();
                m.orders[0]--;
                m.cooked[0]++;
              });
          },
          function waiter(m) {
            const { bell, lock } = enter(m);
            for (let round = 0; round < rounds; round++)
              withLock(lock, () => {
                m.orders[0]++;
                bell.notify();
              });
          },
        ],
        final: (m) => m.cooked[0] === rounds || `cooked is ${m.cooked[0]}, not ${rounds}`,
      });
    expect(cookOrders(1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(cookOrders(2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("hears a notification that is given after the lock", () => {
    expect(
      defineScenario({
        name: "the bell rings outside the lock",
        memory: kitchen,
        threads: [
          chef,
          function waiter(m) {
            const { bell, lock } = enter(m);
            withLock(lock, () => m.orders[0]++);
            bell.notify();
          },
        ],
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads × 1 round, notified without the lock" });
  });

  it("loses no notification while another thread notifies, too", () => {
    const beside = (call: "notify" | "notifyAll") =>
      defineScenario({
        name: "two ring the bell outside the lock at the same time",
        memory: kitchen,
        threads: [
          chef,
          function guest(m) {
            enter(m).bell[call]();
          },
          function waiter(m) {
            const { bell, lock } = enter(m);
            bell.notify();
            withLock(lock, () => m.orders[0]++);
            bell.notify();
          },
        ],
      });
    expect(beside("notify")).toHoldUnderEverySchedule({ of: "3 threads, beside a notify" });
    expect(beside("notifyAll")).toHoldUnderEverySchedule({ of: "3 threads, beside a notifyAll" });
  });
});

describe("notify and notifyAll", () => {
  it("wakes one more thread with each `notify`", () => {
    expect(
      defineScenario({
        name: "one waiter brings two orders, two chefs cook one each",
        memory: kitchen,
        threads: {
          count: 3,
          run: (m, id) => {
            const { bell, lock } = enter(m);
            if (id === 2)
              withLock(lock, () => {
                m.orders[0] = 2;
                bell.notify();
                bell.notify();
              });
            else
              withLock(lock, () => {
                while (m.orders[0] === 0) bell.wait();
                m.orders[0]--;
              });
          },
        },
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });

  it("wakes all threads with `notifyAll`, whatever each waits for", () => {
    expect(
      defineScenario({
        name: "one bell for the eggs and for the dough that is made of them",
        memory: { ...kitchen, ready: 2 },
        threads: {
          count: 3,
          run: (m, id) => {
            const { bell, lock } = enter(m);
            withLock(lock, () => {
              while (id > 0 && m.ready[id - 1] === 0) bell.wait();
              if (id === 2) return;
              m.ready[id] = 1;
              bell.notifyAll();
            });
          },
        },
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 1 round, notifyAll" });
  });

  it("wakes no more than one thread with `notify`", () => {
    const { bell, lock } = createCondition();
    const woken = countWoken(
      2,
      () => withLock(lock, () => bell.wait(1)),
      () => bell.notify(),
    );
    expect(woken ?? 1, "how many of two sleeping threads notify() wakes").toBe(1);
  });
});

describe("waitUntil", () => {
  it("does not sleep if what it waits for is so already, and gives up when the time is over", () => {
    const { bell, lock } = createCondition();
    lock.lock();
    expect(
      inNoTime(() => bell.waitUntil(() => true, 0)),
      "waitUntil(() => true, 0)",
    ).toBe(true);
    expect(
      bell.waitUntil(() => false, 1),
      "waitUntil(() => false, 1)",
    ).toBe(false);
    let asked = 0;
    const result = inNoTime(() => bell.waitUntil(() => ++asked > 1, 1));
    expect(result, "true at the last look").toBe(true);
    expect(lock.tryLock(), "another thread can take the lock after waitUntil").toBe(false);
  });

  it("looks again when it wakes: things may have changed once more", () => {
    expect(
      defineScenario({
        name: "a guest orders, cancels, and orders again",
        memory: kitchen,
        threads: [
          function chef(m) {
            const { bell, lock } = enter(m);
            withLock(lock, () => {
              bell.waitUntil(() => m.orders[0] > 0);
              assert(m.orders[0] > 0, "waitUntil came back, but there is no order");
            });
          },
          function guest(m) {
            const { bell, lock } = enter(m);
            for (const orders of [1, 0, 1])
              withLock(lock, () => {
                m.orders[0] = orders;
                bell.notify();
              });
          },
        ],
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads, three changes" });
  });
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyCondition(Condition, [[1], [1, 1]])).toHoldInEveryProgram();
});

it(
  "passes a thousand orders between real threads",
  alongside(async () => {
    const cells = {
      lock: share(Mutex.length),
      filled: share(Condition.length),
      emptied: share(Condition.length),
      orders: share(1),
      rounds: 1_000,
    };
    const results = await joinAll(
      chefFile,
      ["takes", "brings"].map((role) => ({ ...cells, role })),
    );
    expect(results, "orders taken and brought").toEqual([1_000, 1_000]);
  }),
);
