// Two jobs that fail: one is tried again until it works, one is given up and kept.

import { UnrecoverableError, Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";

const demo = await openDemoQueue("kitchen");
if (demo) {
  const { queue, connection } = demo;
  // #region add
  const options = { attempts: 4, backoff: { type: "exponential", delay: 20 } };
  await queue.add("cook", { dish: "soup" }, options);
  await queue.add("cook", { dish: "unicorn" }, options);
  // #endregion

  // #region handler
  const worker = new Worker(
    queue.name,
    async ({ data, attemptsMade }) => {
      if (data.dish === "unicorn") throw new UnrecoverableError("there are none");
      if (attemptsMade < 2) throw new Error("the stove is cold");
    },
    { connection },
  );
  // #endregion
  await new Promise<void>((resolve) => {
    worker.on("completed", ({ data, attemptsMade }) => {
      console.log(`${data.dish}: done at attempt ${attemptsMade}`);
      resolve();
    });
  });

  // First the worker goes: it would take the job at once, and it would be dead again.
  await worker.close();
  const [dead] = await queue.getFailed();
  console.log(`${dead?.data.dish}: dead at attempt ${dead?.attemptsMade}: ${dead?.failedReason}`);
  await dead?.retry();
  console.log(`by hand: dead jobs left ${await queue.getFailedCount()}`);
  await demo.close();
}
