// The thread of lesson 07's pool: whatever is handed to it or comes of it, each task has its outcome.

import { afterEach, expect, test } from "vitest";
import { createGate, open, someoneAt } from "#lesson/07-pools/gate.ts";
import { WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { CancelledError } from "#solution/07-pools/future.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("./task-thread/tasks.mjs");
const tasks = new URL("./task-thread/tasks.mjs", import.meta.url);

const opened: { terminate(): Promise<void> }[] = [];
afterEach(async () => {
  for (const pool of opened.splice(0)) await pool.terminate();
});

function openPool(size: number, module = tasks): ThreadPool<Tasks> {
  const pool = new ThreadPool<Tasks>(module, { size });
  opened.push(pool);
  return pool;
}

test("an argument that cannot be copied fails its own task only", async () => {
  const pool = openPool(1);
  // Known to be quick, so that they share a message.
  for (let round = 0; round < 50; round++) await pool.submit("add", [1, 1]).result();
  const futures = [1, () => {}, 3].map((argument) => pool.submit("add", [argument, 1]));
  expect(await futures[0]?.result()).toBe(2);
  expect(await futures[1]?.error()).toMatchObject({ name: "DataCloneError" });
  expect(await futures[2]?.result()).toBe(4);
});

test("a result that cannot be copied fails its own task only", async () => {
  const pool = openPool(1);
  const [before, bad, after] = [
    pool.submit("add", [1, 1]),
    pool.submit("giveFunction", []),
    pool.submit("add", [2, 2]),
  ];
  expect(await bad.error()).toMatchObject({ message: expect.stringContaining("cannot be copied") });
  expect([await before.result(), await after.result()]).toEqual([2, 4]);
});

test("a result may be given away", async () => {
  const bytes = await openPool(1).submit("giveAway", [16]).result();
  expect(bytes).toEqual(new Uint8Array(16));
});

test("promises are awaited before the next task begins", async () => {
  const pool = openPool(1);
  const sums = [1, 2, 3].map((number) => pool.submit("addLater", [number, number]).result());
  expect(await Promise.all(sums)).toEqual([2, 4, 6]);
});

test("what is thrown comes home, be it an error or not", async () => {
  const pool = openPool(1);
  const aborted = await pool.submit("abort", []).error();
  expect(aborted).toBeInstanceOf(Error);
  expect(aborted).toMatchObject({ name: "AbortError", message: "This operation was aborted" });
  expect(await pool.submit("throwString", []).error()).toBe("no error at all");
});

test("an export that is no function is refused", async () => {
  const pool = new ThreadPool<{ notAFunction(): void }>(tasks, { size: 1 });
  opened.push(pool);
  const error = await pool.submit("notAFunction", []).error();
  expect(error).toMatchObject({
    name: "TypeError",
    message: expect.stringContaining("no function notAFunction"),
  });
});

test("an error in a callback ends the thread, and is the cause of what its task is rejected with", async () => {
  const error = await openPool(1).submit("throwLater", []).error();
  expect(error).toBeInstanceOf(WorkerDiedError);
  expect(error).toMatchObject({ cause: { message: "thrown in a callback" } });
});

test("a module that cannot be loaded fails every task, and starts no threads without end", async () => {
  const pool = openPool(2, new URL("./task-thread/missing.mjs", import.meta.url));
  const futures = [1, 2, 3, 4].map((number) => pool.submit("add", [number, 1]));
  for (const future of futures) expect(await future.error()).toBeInstanceOf(WorkerDiedError);
});

test("an answer does not wait for a slow task behind it", async () => {
  const pool = openPool(1);
  for (let round = 0; round < 50; round++) await pool.submit("add", [1, 1]).result();
  const gate = createGate();
  const [quick, slow] = [pool.submit("add", [1, 1]), pool.submit("waitAtGate", [gate])];
  expect(await quick.result()).toBe(2);
  open(gate);
  expect(await slow.result()).toBe("through");
});

test("a task that opens the gate for another never waits behind it while a thread is idle", async () => {
  const pool = openPool(2);
  const gates = [createGate(), createGate()];
  const [first, second, quick] = [
    pool.submit("waitAtGate", [gates[0] ?? createGate()]),
    pool.submit("waitAtGate", [gates[1] ?? createGate()]),
    pool.submit("add", [1, 1]),
  ];
  for (const gate of gates) await someoneAt(gate);
  // Now the sum is in hand of one of the two threads, and that one stays at its gate.
  if (gates[1]) open(gates[1]);
  expect(await second.result()).toBe("through");
  expect(await quick.result()).toBe(2);
  if (gates[0]) open(gates[0]);
  expect(await first.result()).toBe("through");
});

test("a task in hand of a thread can still be cancelled, by its signal too", async () => {
  const pool = openPool(1);
  const gate = createGate();
  const first = pool.submit("waitAtGate", [gate]);
  const leaving = new AbortController();
  const inHand = pool.submit("add", [1, 1], { signal: leaving.signal });
  const aborted = pool.submit("add", [1, 1], { signal: AbortSignal.abort() });
  await someoneAt(gate);
  leaving.abort();
  open(gate);
  expect(await first.result()).toBe("through");
  expect(await inHand.error()).toBeInstanceOf(CancelledError);
  expect(await aborted.error()).toBeInstanceOf(CancelledError);
});

test("terminate cancels what has not begun and rejects what has", async () => {
  const pool = openPool(1);
  const gate = createGate();
  const [running, ...waiting] = [gate, gate, gate].map((each) => pool.submit("waitAtGate", [each]));
  await someoneAt(gate);
  await pool.terminate();
  expect(await running?.error()).toBeInstanceOf(WorkerDiedError);
  for (const future of waiting) expect(await future.error()).toBeInstanceOf(CancelledError);
});
