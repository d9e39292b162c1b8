// A worker process for the queue of `ways.ts`; it ends when whoever started it lets it go.

import { Worker } from "bullmq";
import { connect } from "../jobs/redis-server.ts";
import { compute, nothing } from "./work.mjs";

const [queueName = "", redisUrl = ""] = process.argv.slice(2);
const worker = new Worker(
  queueName,
  async ({ name }) => (name === "compute" ? compute() : nothing()),
  { connection: connect(redisUrl) },
);
process.once("disconnect", async () => {
  await worker.close();
  process.exit();
});
