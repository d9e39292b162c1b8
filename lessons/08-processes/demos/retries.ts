// Two jobs that fail: one is tried again until it works, one is given up and kept.

import { UnrecoverableError, Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";

const demo = await openDemoQueue("shop");
if (demo) {
  const { queue, connection } = demo;
  // #region add
  const options = { attempts: 4, backoff: { type: "exponential", delay: 20 } };
  await queue.add("charge", { buyer: "Ann" }, options);
  await queue.add("charge", { buyer: "Bo" }, options);
  // #endregion

  // #region handler
  const worker = new Worker(
    queue.name,
    async ({ data, attemptsMade }) => {
      if (data.buyer === "Bo") throw new UnrecoverableError("the card is blocked");
      if (attemptsMade < 2) throw new Error("the bank is busy");
    },
    { connection },
  );
  // #endregion
  await new Promise<void>((resolve) => {
    worker.on("completed", ({ data, attemptsMade }) => {
      console.log(`${data.buyer}: done at attempt ${attemptsMade}`);
      resolve();
    });
  });

  // First the worker goes: else it would take the job again, and the job would be dead again.
  await worker.close();
  const [dead] = await queue.getFailed();
  console.log(`${dead?.data.buyer}: dead at attempt ${dead?.attemptsMade}: ${dead?.failedReason}`);
  await dead?.retry();
  console.log(`by hand: dead jobs left ${await queue.getFailedCount()}`);
  await demo.close();
}
