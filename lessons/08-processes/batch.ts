// Enqueues downloads and waits for them: npx tsx lessons/08-processes/batch.ts --queue redis://… URL…

import { basename } from "node:path";
import { parseArgs } from "node:util";
import { collectBatch, enqueueBatch } from "./download-jobs.ts";

const { values, positionals: urls } = parseArgs({
  allowPositionals: true,
  options: { queue: { type: "string", default: process.env.REDIS_URL ?? "" } },
});
if (!values.queue || urls.length === 0) {
  console.error("usage: batch.ts --queue redis://HOST:PORT URL…");
  process.exit(2);
}

const batch = await enqueueBatch(
  values.queue,
  urls.map((url, index) => ({ url, file: basename(new URL(url).pathname) || `file-${index + 1}` })),
);
console.log(`enqueued ${urls.length} as batch ${batch}`);
const { downloaded, failed } = await collectBatch(values.queue, batch);
for (const { file, sizeBytes, worker } of downloaded)
  console.log(`${file}: ${sizeBytes} bytes by ${worker}`);
for (const { url, reason } of failed) console.log(`${url}: failed, ${reason}`);
process.exitCode = failed.length > 0 ? 1 : 0;
