// A process with a worker of the job queue in it; it ends when the process that started it lets it go.

import { type ImageWorkerOptions, startImageWorker } from "./image-worker.ts";

async function work(options: ImageWorkerOptions): Promise<void> {
  const worker = await startImageWorker(options);
  process.once("disconnect", async () => {
    await worker.close();
    process.exit();
  });
  process.send?.("ready");
}

void work(JSON.parse(process.argv[2] ?? "") as ImageWorkerOptions);
