// A pool whose tasks wait for tasks of the same pool, and the cure: let the caller wait.

import { PromisePool } from "#solution/07-pools/promise-pool.ts";

const tree: Record<string, string[]> = {
  "/": ["/photos", "/music"],
  "/photos": ["/photos/2024", "/photos/2025"],
};
const subfolders = async (folder: string) => tree[folder] ?? [];

// #region cure
async function countByCaller(pool: PromisePool): Promise<number> {
  let count = 0;
  for (let level = ["/"]; level.length > 0; ) {
    count += level.length;
    const found = [];
    for await (const more of pool.map(level, subfolders)) found.push(...more);
    level = found;
  }
  return count;
}
// #endregion

// #region stuck
const pool = new PromisePool(2);
const waiting = new Set<string>();
async function countInTask(folder: string): Promise<number> {
  let count = 1;
  const below = await subfolders(folder);
  waiting.add(folder);
  for await (const more of pool.map(below, countInTask)) count += more;
  waiting.delete(folder);
  return count;
}
// #endregion

console.log(`the caller waits: ${await countByCaller(new PromisePool(2))} folders`);
pool.submit(() => countInTask("/")).onDone(() => console.log("the tasks wait: counted"));
process.on("exit", () => console.log(`the tasks wait: ${[...waiting].join(", ")}, forever`));
