// 500 documents, four at a time: how many does the server see at the same time, with the flaw and mended?

import { download } from "#lesson/04-queues/download.ts";
import { startFileServer } from "#lesson/04-queues/file-server.ts";
import { downloadFlawed } from "#lesson/04-queues/flawed-downloader.ts";
import { runWorkers } from "#solution/04-queues/worker-pattern.ts";

const documents = { count: 500, latencyMs: 2 };

const first = await startFileServer(documents);
const flawed = await downloadFlawed(first.urls, download);
console.log(`a queue of three: ${flawed.length} documents, ${first.peakOpen} at the same time`);
await first.close();

const second = await startFileServer(documents);
let count = 0;
// #region mended
const outcomes = runWorkers(second.urls, download, { workers: 4 });
for await (const { ok } of outcomes) if (ok) count++;
// #endregion
console.log(`four workers:     ${count} documents, ${second.peakOpen} at the same time`);
await second.close();
