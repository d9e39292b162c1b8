// An order that waits for its papers, and a paper that tells how far it is.

import { FlowProducer, QueueEvents, Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";

const demo = await openDemoQueue("shop");
if (demo) {
  const { queue, connection } = demo;
  const events = new QueueEvents(queue.name, { connection });
  await events.waitUntilReady();
  events.on("progress", ({ data }) => console.log(`ticket: ${data} percent`));

  // #region flow
  const flows = new FlowProducer({ connection });
  await flows.add({
    name: "order",
    queueName: queue.name,
    children: ["ticket", "invoice"].map((name) => ({ name, queueName: queue.name })),
  });
  // #endregion

  // #region worker
  const worker = new Worker(
    queue.name,
    async (job) => {
      if (job.name === "order") return Object.values(await job.getChildrenValues()).sort();
      if (job.name === "ticket") await job.updateProgress(50);
      return `${job.name} is printed`;
    },
    { connection },
  );
  // #endregion
  await new Promise<void>((resolve) => {
    worker.on("completed", ({ name, returnvalue }) => {
      if (name === "order") resolve(console.log(`order: ${returnvalue.join(", ")}`));
    });
  });
  await Promise.all([worker.close(), events.close(), flows.close()]);
  await demo.close();
}
