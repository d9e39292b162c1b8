// A meal that waits for its courses, and a course that tells how far it is.

import { FlowProducer, QueueEvents, Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";

const demo = await openDemoQueue("kitchen");
if (demo) {
  const { queue, connection } = demo;
  const events = new QueueEvents(queue.name, { connection });
  await events.waitUntilReady();
  events.on("progress", ({ data }) => console.log(`soup: ${data} percent`));

  // #region flow
  const flows = new FlowProducer({ connection });
  await flows.add({
    name: "meal",
    queueName: queue.name,
    children: ["soup", "cake"].map((name) => ({ name, queueName: queue.name })),
  });
  // #endregion

  // #region worker
  const worker = new Worker(
    queue.name,
    async (job) => {
      if (job.name === "meal") return Object.values(await job.getChildrenValues()).sort();
      if (job.name === "soup") await job.updateProgress(50);
      return `${job.name} is ready`;
    },
    { connection },
  );
  // #endregion
  await new Promise<void>((resolve) => {
    worker.on("completed", ({ name, returnvalue }) => {
      if (name === "meal") resolve(console.log(`meal: ${returnvalue.join(", ")}`));
    });
  });
  await Promise.all([worker.close(), events.close(), flows.close()]);
  await demo.close();
}
