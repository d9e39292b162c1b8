// Eight jobs under three settings: priority, concurrency, and a rate limit for all workers together.

import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";

const demo = await openDemoQueue("shop");
if (demo) {
  const { queue, connection } = demo;
  // #region add
  await queue.add("print", { what: "poster" }, { priority: 3 });
  await queue.add("print", { what: "invoice" }, { priority: 2 });
  await queue.add("print", { what: "ticket" }, { priority: 1 });
  for (let page = 1; page <= 5; page++)
    await queue.add("print", { what: "leaflet" }, { priority: 9 });
  // #endregion

  const begun: string[] = [];
  let [now, peak] = [0, 0];
  const startedAt = performance.now();
  // #region worker
  const limiter = { max: 4, duration: 300 };
  const worker = new Worker(queue.name, print, { connection, concurrency: 2, limiter });
  // #endregion
  async function print({ data }: { data: { what: string } }): Promise<void> {
    if (begun.push(data.what) === 5) console.log(`the fifth had to wait: ${hasPassed(300)}`);
    peak = Math.max(peak, ++now);
    await sleep(100);
    now--;
  }
  const hasPassed = (ms: number) => performance.now() - startedAt >= ms;
  let left = 8;
  await new Promise<void>((resolve) => worker.on("completed", () => --left === 0 && resolve()));
  console.log(`in this order: ${begun.slice(0, 4).join(", ")}`);
  console.log(`at the same time, at most: ${peak}`);
  await worker.close();
  await demo.close();
}
