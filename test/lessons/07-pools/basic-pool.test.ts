// The tests of exercise `basic-pool`: with runners that do what they are told, then with threads.

import { afterEach, describe, expect, it } from "vitest";
import { BasicPool } from "#exercise/07-pools/basic-pool.ts";
import { describeHandingOut } from "./fixtures/describe-handing-out.ts";
import { Kitchen } from "./fixtures/kitchen-of-runners.ts";
import { expectInAnyShift, quietStep } from "./fixtures/play-shift.ts";

type Tasks = typeof import("./fixtures/kitchen.mjs");
const kitchenModule = new URL("./fixtures/kitchen.mjs", import.meta.url);

const toTerminate: BasicPool<Tasks>[] = [];
afterEach(async () => {
  for (const pool of toTerminate.splice(0)) await pool.terminate();
});

function openPool(size: number): BasicPool<Tasks> {
  const pool = new BasicPool<Tasks>(kitchenModule, { size });
  toTerminate.push(pool);
  return pool;
}

describeHandingOut(BasicPool);

it("starts no runner for a task that was cancelled before it came", () => {
  const kitchen = new Kitchen(BasicPool, 2);
  const soup = kitchen.pool.submit("soup", [], { signal: AbortSignal.abort() });
  expect(soup.state, "soup, whose signal was aborted before").toBe("cancelled");
  expect(kitchen.runners.length, "runners started for it").toBe(0);
});

it("gives no runner a task that was cancelled in line", () => {
  const kitchen = new Kitchen(BasicPool, 1);
  kitchen.order("soup");
  kitchen.order("stew").cancel();
  kitchen.finish(0);
  expect(kitchen.runners[0]?.taskCount, "tasks in hand of the runner after the soup").toBe(0);
});

it("passes over any number of tasks that were cancelled in line", () => {
  const kitchen = new Kitchen(BasicPool, 1);
  kitchen.order("soup");
  for (let times = 0; times < 20_000; times++) kitchen.order("toast").cancel();
  const tea = kitchen.order("tea");
  kitchen.finish(0);
  const inHand = [...(kitchen.runners[0]?.tasks() ?? [])].map(({ name }) => name);
  expect(inHand, "what the runner is given after the soup").toEqual(["tea"]);
  kitchen.finishAll();
  expect(tea.state, "the state of the tea behind 20,000 cancelled toasts").toBe("fulfilled");
});

describe("whatever happens", () => {
  it("settles every future once, and loses none", async () => {
    await expectInAnyShift(BasicPool, quietStep);
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
  });
});
