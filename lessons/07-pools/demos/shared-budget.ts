// Two pools of four fetch from one server that wants five requests at a time, at most.

import { download } from "#lesson/04-queues/download.ts";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { type Limiter, limit } from "#solution/03-event-loop/limiter.ts";
import { PromisePool } from "#solution/07-pools/promise-pool.ts";

async function fetchAll(budget: Limiter): Promise<number> {
  const server = await startFileServer({ count: 24, latencyMs: 20 });
  // #region budget
  const pools = [new PromisePool(4), new PromisePool(4)];
  for (const [index, url] of server.urls.entries()) {
    pools[index % 2]?.submit(() => budget(() => download(url)));
  }
  await Promise.all(pools.map((pool) => pool.close()));
  // #endregion
  await server.close();
  return server.peakOpen;
}

console.log(`each pool for itself: ${await fetchAll(async (task) => await task())} together`);
console.log(`one budget for both:  ${await fetchAll(limit(5))} together`);
