// A future while its task waits in line, runs, is done, or is taken back.

import { createGate, open, someoneAt } from "#lesson/07-pools/gate.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
const tasks = new URL("../tasks/tasks.ts", import.meta.url);
const gate = createGate();

// #region future
await using pool = new ThreadPool<Tasks>(tasks, { size: 1 });
const soup = pool.submit("cook", ["soup", gate]);
const stew = pool.submit("cook", ["stew", gate]);
await someoneAt(gate);
console.log(`soup: ${soup.state}, done? ${soup.isDone}, cancel? ${soup.cancel()}`);
console.log(`stew: ${stew.state}, done? ${stew.isDone}, cancel? ${stew.cancel()}`);
open(gate);
console.log(`soup: ${await soup.result()}`);
console.log(`stew: ${await stew.error()}`);
// #endregion
