// 16 MB on their way to a thread: copied, or given away.

import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

type Tasks = typeof import("../tasks/tasks.ts");
await using pool = new ThreadPool<Tasks>(new URL("../tasks/tasks.ts", import.meta.url), {
  size: 1,
});
await pool.submit("countBytes", [new Uint8Array(1)]).result();

const megabyte = 1024 * 1024;
for (const way of ["copied", "transferred"]) {
  const bytes = new Uint8Array(16 * megabyte).fill(1);
  const startedAt = performance.now();
  // #region transfer
  const transfer = way === "transferred" ? [bytes.buffer] : [];
  const there = await pool.submit("countBytes", [bytes], { transfer }).result();
  // #endregion
  const ms = performance.now() - startedAt;
  const [thereMb, hereMb] = [there / megabyte, bytes.byteLength / megabyte];
  console.log(`${way}: ${thereMb} MB there, ${hereMb} MB left here, ${ms.toFixed(1)} ms`);
}
