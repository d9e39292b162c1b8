// Puts three jobs into a queue in Redis; a worker takes them out and answers.

import { QueueEvents, Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";

const demo = await openDemoQueue("shop");
if (demo) {
  const { queue, connection } = demo;
  // #region producer
  for (const customer of ["Ann", "Bo", "Cy"]) {
    await queue.add("print", { customer });
  }
  console.log(`waiting: ${await queue.getWaitingCount()}`);
  // #endregion

  const events = new QueueEvents(queue.name, { connection, lastEventId: "0" });
  const done = new Promise<void>((resolve) => {
    let count = 0;
    events.on("completed", ({ returnvalue }) => {
      console.log(returnvalue);
      if (++count === 3) resolve();
    });
  });

  // #region worker
  const worker = new Worker(queue.name, async (job) => `ticket for ${job.data.customer}`, {
    connection,
  });
  // #endregion
  await done;
  await worker.close();
  await events.close();
  await demo.close();
}
