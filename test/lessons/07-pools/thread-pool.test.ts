// The tests of exercise `thread-pool`: with runners that do what they are told, then with threads.

import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { ThreadPool } from "#exercise/07-pools/thread-pool.ts";
import { PoolClosedError, WorkerDiedError } from "#lesson/07-pools/pool.ts";
import type { Future } from "#solution/07-pools/future.ts";
import { thrownBy } from "../01-threads/fixtures/thrown-by.ts";
import { Kitchen } from "./fixtures/kitchen-of-runners.ts";
import { playShift, type Step } from "./fixtures/play-shift.ts";

type Tasks = typeof import("./fixtures/kitchen.mjs");
const kitchenModule = new URL("./fixtures/kitchen.mjs", import.meta.url);

const toTerminate: { terminate(): Promise<void> }[] = [];
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

const who = fc.nat(2);
const value = fc.constantFrom<unknown>("ready", undefined, null, 0, "", false);
const anyStep = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ does: fc.constant("order" as const), isMoved: fc.boolean() }),
  fc.record({ does: fc.constant("order" as const), isMoved: fc.constant(false) }),
  fc.record({ does: fc.constantFrom("finish" as const, "fail" as const), who, value }),
  fc.record({ does: fc.constantFrom("begin" as const, "die" as const), who }),
  fc.record({ does: fc.constant("cancel" as const), who: fc.nat(7) }),
);

/** Plays many shifts of such steps; throws what is wrong in the shortest that fails. */
async function expectInAnyShift(step: fc.Arbitrary<Step>): Promise<void> {
  const shift = fc.record({
    size: fc.integer({ min: 1, max: 3 }),
    room: fc.integer({ min: 1, max: 3 }),
    steps: fc.array(step, { minLength: 5, maxLength: 25, size: "max" }),
  });
  const { failed, errorInstance } = await fc.check(
    fc.asyncProperty(shift, ({ size, room, steps }) => playShift(size, room, steps)),
    { seed: 7, numRuns: 100 },
  );
  if (failed) throw errorInstance;
}

describe("a pool of runners", () => {
  it("gives a task to a runner and its result to the future", async () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.order("soup");
    expect(kitchen.runners.length, "runners started for the first task").toBe(1);
    expect(kitchen.runners[0]?.taskCount, "tasks in hand of the runner").toBe(1);
    kitchen.finish(0);
    expect(soup.state, "the state of the future after the runner's answer").toBe("fulfilled");
    expect(await soup.result()).toBe("soup is ready");
  });

  it("starts no runner before there is a task for it, and never more than its size", () => {
    const kitchen = new Kitchen(2);
    expect(kitchen.runners.length, "runners before the first task").toBe(0);
    kitchen.order("soup");
    kitchen.finish(0);
    kitchen.order("stew");
    expect(kitchen.runners.length, "runners for a second task, the first being done").toBe(1);
    for (const name of ["toast", "tea", "cake"]) kitchen.order(name);
    expect(kitchen.runners.length, "runners for four tasks at once").toBe(2);
  });

  it("runs tasks in the order in which they came, as many at once as it has runners", async () => {
    const kitchen = new Kitchen(2);
    const names = ["soup", "stew", "toast", "tea", "cake"];
    const orders = names.map((name) => kitchen.order(name));
    expect(kitchen.beginAll(), "what runs at first").toEqual(["soup", "stew"]);
    kitchen.finish(1);
    expect(kitchen.beginAll(), "what runs when stew is ready").toEqual(["soup", "toast"]);
    kitchen.finish(1);
    kitchen.finish(0);
    kitchen.finishAll();
    expect(await Promise.all(orders.map((order) => order.result()))).toEqual(
      names.map((name) => `${name} is ready`),
    );
  });

  it("rejects the future of a task that throws, and its runner goes on", async () => {
    const kitchen = new Kitchen(1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    const burnt = new RangeError("the soup is burnt");
    kitchen.runners[0]?.fail(burnt);
    expect(soup.state, "the state of the future whose task threw").toBe("rejected");
    expect(await soup.error()).toBe(burnt);
    kitchen.finishAll();
    expect(stew.state, "the state of the next task").toBe("fulfilled");
    expect(kitchen.runners.length, "runners, though none has died").toBe(1);
  });

  it("runs no task that was cancelled before it began", () => {
    const kitchen = new Kitchen(1);
    const [soup, stew, tea] = ["soup", "stew", "tea"].map((name) => kitchen.order(name));
    stew?.cancel();
    kitchen.finishAll();
    expect(kitchen.runners[0]?.ran, "what has run").toEqual(["soup", "tea"]);
    expect([soup, stew, tea].map((future) => future?.state)).toEqual([
      "fulfilled",
      "cancelled",
      "fulfilled",
    ]);
  });

  it("goes on when a runner skips what was cancelled in its hands", () => {
    const kitchen = new Kitchen(1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    expect(soup.cancel(), "cancel() of a task that is handed out and has not begun").toBe(true);
    kitchen.finishAll();
    expect([soup.state, stew.state], "cancelled soup, then stew").toEqual([
      "cancelled",
      "fulfilled",
    ]);
  });

  it("lets no task wait behind another while a runner has nothing to do", () => {
    const kitchen = new Kitchen(2, 2);
    const [soup, ...others] = ["soup", "stew", "toast", "tea"].map((name) => kitchen.order(name));
    kitchen.beginAll();
    while (kitchen.runners[1]?.taskCount) kitchen.finish(1);
    const states = others.map(({ state }) => state);
    expect(states, "stew, toast and tea, while the other runner still cooks soup").toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    kitchen.finishAll();
    expect(soup?.state).toBe("fulfilled");
  });

  it("rejects what a runner was doing when it died, and starts another for the rest", async () => {
    const kitchen = new Kitchen(1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    kitchen.beginAll();
    kitchen.runners[0]?.die();
    expect(soup.state, "the state of what the dead runner was doing").toBe("rejected");
    expect(await soup.error()).toBeInstanceOf(WorkerDiedError);
    kitchen.finishAll();
    expect(stew.state, "the state of the next task").toBe("fulfilled");
    expect(kitchen.runners.length, "runners ever started").toBe(2);
  });

  it("starts no other for a runner that died with nothing left to do", () => {
    const kitchen = new Kitchen(2);
    kitchen.order("soup");
    kitchen.finish(0);
    kitchen.runners[0]?.die();
    expect(kitchen.runners.length, "runners ever started").toBe(1);
    kitchen.order("stew");
    expect(kitchen.runners.length, "runners ever started, with a new task").toBe(2);
  });

  it("hands on what a runner had in hand and had not begun when it died", async () => {
    const kitchen = new Kitchen(1);
    const soup = kitchen.order("soup");
    kitchen.runners[0]?.die();
    expect(soup.isDone, "whether a task that nobody has begun is done").toBe(false);
    kitchen.finishAll();
    expect(soup.state, "its state after another runner could run it").toBe("fulfilled");
  });
});

describe("the end of a pool", () => {
  it("closes when what was accepted is done, and accepts nothing more", async () => {
    const kitchen = new Kitchen(1);
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
  });

  it("closes at once if there is nothing to do", async () => {
    await new Kitchen(2).pool.close();
    const kitchen = new Kitchen(2);
    kitchen.order("soup");
    kitchen.finish(0);
    await kitchen.pool.close();
    await kitchen.pool.close();
    expect(kitchen.runners[0]?.isAlive, "the runner after close(), alive").toBe(false);
  });

  it("closes for each who asks", async () => {
    const kitchen = new Kitchen(1);
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
    const kitchen = new Kitchen(1);
    const [soup, stew] = [kitchen.order("soup"), kitchen.order("stew")];
    stew.cancel();
    let isClosed = false;
    void kitchen.pool.close().then(() => (isClosed = true));
    kitchen.finishAll();
    await settleDown();
    expect([soup.state, stew.state]).toEqual(["fulfilled", "cancelled"]);
    expect(isClosed, "closed when the soup is ready").toBe(true);
  });

  it("closes after a task whose runner dies meanwhile", async () => {
    const kitchen = new Kitchen(1);
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
    await expectInAnyShift(anyStep);
  });

  it("comes to its end, however often that is asked for, and whatever is under way", async () => {
    const end = fc.constantFrom<Step>({ does: "close" }, { does: "terminate" });
    await expectInAnyShift(
      fc.oneof({ arbitrary: anyStep, weight: 6 }, { arbitrary: end, weight: 1 }),
    );
  });
});

describe("a pool of threads", () => {
  it("brings results and errors home, in order, and gives away what is transferred", async () => {
    const pool = openPool(2);
    const squares: number[] = [];
    for await (const square of pool.map("square", [1, 2, 3, 4])) squares.push(square);
    expect(squares).toEqual([1, 4, 9, 16]);

    const error = await pool.submit("burn", []).error();
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: "the soup is burnt", code: "EBURNT" });

    const buffer = new ArrayBuffer(8);
    const measured = pool.submit("measure", [buffer], { transfer: [buffer] });
    expect(await measured.result(), "bytes that arrived").toBe(8);
    expect(buffer.byteLength, "bytes left here").toBe(0);
    await pool.close();
  });

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
