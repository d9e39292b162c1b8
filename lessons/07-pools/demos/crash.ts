// A task that throws, and one that takes its whole thread along.

import { createGate, open } from "#lesson/07-pools/gate.ts";
import type { StartRunner } from "#lesson/07-pools/runner.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
let threads = 0;
const startRunner: StartRunner = (module, events) => {
  threads++;
  return startThread(module, events);
};

await using pool = new ThreadPool<Tasks>(new URL("../tasks/tasks.ts", import.meta.url), {
  size: 1,
  startRunner,
});
const gate = createGate();
open(gate);
// #region crash
const stew = pool.submit("burn", ["stew"]);
const fondue = pool.submit("explode", []);
const soup = pool.submit("cook", ["soup", gate]);
console.log(`stew:   ${await stew.error()}`);
console.log(`fondue: ${await fondue.error()}`);
console.log(`soup:   ${await soup.result()}`);
console.log(`threads started: ${threads}`);
// #endregion
