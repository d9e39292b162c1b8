// Kills a worker in the middle of a job: the queue notices, and hands the job to another one.

import { once } from "node:events";
import { type Job, Worker } from "bullmq";
import { openDemoQueue } from "#lesson/08-processes/jobs/demo-queue.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";

const [role, queueName = "", url = ""] = process.argv.slice(2);
const stalledInterval = 500;

if (role === "worker") {
  const connection = { url, maxRetriesPerRequest: null };
  // #region worker
  const sell = async () => {
    process.send?.("begins Ann’s order");
    await new Promise(() => {});
  };
  new Worker(queueName, sell, { connection, lockDuration: 500, stalledInterval });
  // #endregion
} else {
  const demo = await openDemoQueue("shop");
  if (demo) {
    const { queue, connection } = demo;
    await queue.add("sell", { customer: "Ann" });
    const first = startProcess(new URL(import.meta.url), ["worker", queue.name, connection.url]);
    const [said] = await once(first, "message");
    console.log(`worker 1 ${said}`);
    first.kill("SIGKILL");
    console.log(`worker 1 is killed, the job is ${await (await queue.getJobs())[0]?.getState()}`);

    const second = new Worker(queue.name, async () => "sold", { connection, stalledInterval });
    second.on("stalled", () => console.log("the job has stalled: back into the queue"));
    const job = await new Promise<Job>((resolve) => second.once("completed", resolve));
    console.log(`worker 2 has done it; begun ${job.attemptsStarted} times`);
    await second.close();
    await demo.close();
  }
}
