// Waits for the first of three tasks, for the first that goes wrong, and for all.

import { createGate, open } from "#lesson/07-pools/gate.ts";
import { type Until, wait } from "#solution/07-pools/as-completed.ts";
import type { Future } from "#solution/07-pools/future.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
await using pool = new ThreadPool<Tasks>(new URL("../tasks/tasks.ts", import.meta.url), {
  size: 2,
});
const [toastGate, soupGate] = [createGate(), createGate()];

const futures = new Map<Future<string>, string>();
futures.set(pool.submit("cook", ["toast", toastGate]), "toast");
futures.set(pool.submit("cook", ["soup", soupGate]), "soup");
futures.set(pool.submit("burn", ["stew"]), "stew");

open(toastGate);
// #region wait
await show("first");
await show("first-error");
open(soupGate);
await show("all");

async function show(until: Until): Promise<void> {
  const { done, pending } = await wait(futures.keys(), until);
  console.log(`${until}: done ${names(done)}; pending ${names(pending)}`);
}
// #endregion

function names(some: Set<Future<string>>): string {
  return [...some].map((future) => futures.get(future)).join(", ") || "none";
}
