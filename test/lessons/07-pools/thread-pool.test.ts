// The tests of exercise `thread-pool`: with runners that do what they are told, then with threads.

import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { ThreadPool } from "#exercise/07-pools/thread-pool.ts";
import { PoolClosedError, WorkerDiedError } from "#lesson/07-pools/pool.ts";
import type { Future } from "#solution/07-pools/future.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { describeHandingOut } from "./fixtures/describe-handing-out.ts";
import { Kitchen } from "./fixtures/kitchen-of-runners.ts";
import { anyStep, expectInAnyShift, type Step } from "./fixtures/play-shift.ts";

type Tasks = typeof import("./fixtures/kitchen.mjs");
const kitchenModule = new URL("./fixtures/kitchen.mjs", import.meta.url);

const toTerminate: ThreadPool<Tasks>[] = [];
afterEach(async () => {
  for (const pool of toTerminate.splice(0)) await pool.terminate();
});

function openPool(size: number): ThreadPool<Tasks> {
  const pool = new ThreadPool<Tasks>(kitchenModule, { size });
  toTerminate.push(pool);
  return pool;
}

/** Two turns of the event loop: a runner that is ended takes one. */
async function settleDown(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describeHandingOut(ThreadPool);

describe("runners that die", () => {
  it("rejects what a runner was doing when it died, and starts another for the rest", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    kitchen.beginAll();
    const reason = new WorkerDiedError("the cook has slipped");
    kitchen.runners[0]?.die(reason);
    expect(soup.state, "the state of what the dead runner was doing").toBe("rejected");
    expect(await soup.error(), "what it is rejected with").toBe(reason);
    kitchen.finishAll();
    expect(stew.state, "the state of the next task").toBe("fulfilled");
    expect(kitchen.runners.length, "runners ever started").toBe(2);
  });

  it("starts another for what waits behind a task, when a runner has died", () => {
    const kitchen = new Kitchen(ThreadPool, 2, 2);
    for (const name of ["soup", "stew", "toast"]) kitchen.order(name);
    kitchen.beginAll();
    kitchen.runners[1]?.die();
    expect(kitchen.beginAll(), "what runs when stew has died with its runner").toEqual([
      "soup",
      "toast",
    ]);
  });

  it("starts no other for a runner that died with nothing left to do", () => {
    const kitchen = new Kitchen(ThreadPool, 2);
    kitchen.order("soup");
    kitchen.finish(0);
    kitchen.runners[0]?.die();
    expect(kitchen.runners.length, "runners ever started").toBe(1);
    kitchen.order("stew");
    expect(kitchen.runners.length, "runners ever started, with a new task").toBe(2);
  });

  it("hands on what a runner had in hand and had not begun when it died", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    const soup = kitchen.order("soup");
    kitchen.runners[0]?.die();
    expect(soup.isDone, "whether a task that nobody has begun is done").toBe(false);
    kitchen.finishAll();
    expect(soup.state, "its state after another runner could run it").toBe("fulfilled");
  });

  it("hands on what was in hand in the order in which it came, before all that stood in line", () => {
    const kitchen = new Kitchen(ThreadPool, 1, 3);
    for (const name of ["soup", "stew", "tea", "toast"]) kitchen.order(name);
    kitchen.beginAll();
    kitchen.runners[0]?.die();
    const begun: string[] = [];
    for (let times = 0; times < 3; times++) {
      begun.push(...kitchen.beginAll());
      kitchen.finish(1);
    }
    expect(begun, "what the next runner does, one after the other").toEqual([
      "stew",
      "tea",
      "toast",
    ]);
  });
});

describe("the end of a pool", () => {
  it("closes when what was accepted is done, and accepts nothing more", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    let isClosed = false;
    const closed = kitchen.pool.close().then(() => (isClosed = true));
    expect(
      thrownBy(() => kitchen.order("tea")),
      "what submit() after close() throws",
    ).toBeInstanceOf(PoolClosedError);
    await settleDown();
    expect(kitchen.runners[0]?.isAlive, "its runner lives while two tasks are left").toBe(true);
    kitchen.finish(0);
    await settleDown();
    expect(kitchen.runners[0]?.isAlive, "its runner lives while one task is left").toBe(true);
    expect(isClosed, "closed while a task is left").toBe(false);
    kitchen.finishAll();
    await closed;
    expect([soup.state, stew.state]).toEqual(["fulfilled", "fulfilled"]);
    expect(kitchen.runners[0]?.isAlive, "the runner after close(), alive").toBe(false);
    expect(kitchen.runners[0]?.ran, "what has run, the tea being refused").toEqual([
      "soup",
      "stew",
    ]);
  });

  it("closes at once if there is nothing to do", async () => {
    await new Kitchen(ThreadPool, 2).pool.close();
    const kitchen = new Kitchen(ThreadPool, 2);
    kitchen.order("soup");
    kitchen.finish(0);
    await kitchen.pool.close();
    await kitchen.pool.close();
    expect(kitchen.runners[0]?.isAlive, "the runner after close(), alive").toBe(false);
  });

  it("closes for each who asks", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    const soup = kitchen.order("soup");
    let closed = 0;
    for (let times = 0; times < 2; times++) void kitchen.pool.close().then(() => closed++);
    await settleDown();
    expect(closed, "those of two who were told before the soup is ready").toBe(0);
    kitchen.finishAll();
    await settleDown();
    expect(soup.state).toBe("fulfilled");
    expect(closed, "those of two who were told when it is ready").toBe(2);
  });

  it("closes though the last that stood in line was cancelled there", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    stew.cancel();
    let isClosed = false;
    void kitchen.pool.close().then(() => (isClosed = true));
    kitchen.finishAll();
    await settleDown();
    expect([soup.state, stew.state]).toEqual(["fulfilled", "cancelled"]);
    expect(isClosed, "closed when the soup is ready").toBe(true);
  });

  it("closes after what came when it had been idle before", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    kitchen.order("soup");
    kitchen.finish(0);
    const stew = kitchen.order("stew");
    const closed = kitchen.pool.close();
    await settleDown();
    kitchen.finishAll();
    await closed;
    expect(stew.state).toBe("fulfilled");
  });

  it("accepts nothing from the moment in which it is terminated", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    kitchen.order("soup");
    const ended = kitchen.pool.terminate();
    const thrown = thrownBy(() => kitchen.order("tea"));
    expect(thrown, "what submit() after terminate() throws").toBeInstanceOf(PoolClosedError);
    await ended;
  });

  it("closes after a task whose runner dies meanwhile", async () => {
    const kitchen = new Kitchen(ThreadPool, 1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    const closed = kitchen.pool.close();
    kitchen.beginAll();
    kitchen.runners[0]?.die();
    kitchen.finishAll();
    await closed;
    expect([soup.state, stew.state]).toEqual(["rejected", "fulfilled"]);
  });
});

describe("whatever happens", () => {
  it("settles every future once, and loses none", async () => {
    await expectInAnyShift(ThreadPool, anyStep);
  });

  it("comes to its end, however often that is asked for, and whatever is under way", async () => {
    const end = fc.constantFrom<Step>({ does: "close" }, { does: "terminate" });
    await expectInAnyShift(
      ThreadPool,
      fc.oneof({ arbitrary: anyStep, weight: 6 }, { arbitrary: end, weight: 1 }),
    );
  });
});

describe("a pool of threads", () => {
  it("under fire: takes the tasks that kill their thread for dead, and runs all others once", async () => {
    const [orders, fatal] = [300, 60];
    const times = new Int32Array(new SharedArrayBuffer(4 * orders));
    const pool = openPool(2);
    const futures = Array.from({ length: orders }, (_, order) =>
      pool.submit("cook", [order, times, order % fatal === fatal - 1]),
    );
    await pool.close();
    const count = (state: Future["state"]) =>
      futures.filter((future) => future.state === state).length;
    expect(count("rejected"), "rejected tasks").toBe(orders / fatal);
    expect(count("fulfilled"), "fulfilled tasks").toBe(orders - orders / fatal);
    expect([...new Set(times)], "how often each task ran").toEqual([1]);
  });
});
