// 100 documents, the first of which is slow: how many of the others come before it?

import { download } from "#lesson/04-queues/download.ts";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { downloadFlawed } from "#lesson/04-queues/flawed-downloader.ts";
import { runWorkers } from "#solution/04-queues/worker-pattern.ts";

const server = await startFileServer({ count: 100, latencyMs: 2, slow: { 0: 1_000 } });
const [slow] = server.urls;

type Fetch = (url: string) => Promise<string>;
const ways: Record<string, (fetch: Fetch) => Promise<unknown>> = {
  "a queue of three": (fetch) => downloadFlawed(server.urls, fetch),
  "four workers": async (fetch) => {
    for await (const outcome of runWorkers(server.urls, fetch, { workers: 4 }))
      if (!outcome.ok) throw outcome.error;
  },
};

for (const [name, run] of Object.entries(ways)) {
  let [come, beforeSlow] = [0, 0];
  const started = performance.now();
  await run(async (url) => {
    const text = await download(url);
    if (url === slow) beforeSlow = come;
    come++;
    return text;
  });
  const tookMs = Math.round(performance.now() - started);
  const bar = "█".repeat(Math.ceil(beforeSlow / 4));
  console.log(`${name.padEnd(16)} ${bar} ${beforeSlow} of 99`);
  console.log(`  all of them took ${tookMs} ms`);
}
await server.close();
