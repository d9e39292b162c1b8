// What the file server's thread does: answers after the latency that was asked for, and counts.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { FileServerTask } from "#lesson/04-queues/file-server.ts";

const { count, sizeBytes, latencyMs, slow, missing, counts } = workerData as FileServerTask;
const [open, peak, all] = [0, 1, 2];

const server = createServer(async (request, response) => {
  Atomics.add(counts, all, 1);
  // Only this thread writes the counts.
  const openNow = Atomics.add(counts, open, 1) + 1;
  if (openNow > Atomics.load(counts, peak)) Atomics.store(counts, peak, openNow);
  // Closed comes also if whoever asked goes away.
  response.once("close", () => Atomics.sub(counts, open, 1));

  const file = Number(request.url?.slice(1));
  const delayMs = slow[file] ?? latencyMs;
  if (delayMs > 0) await sleep(delayMs);
  const isThere = Number.isInteger(file) && file >= 0 && file < count && !missing.includes(file);
  if (isThere) response.end(Buffer.alloc(sizeBytes, `file ${file} `));
  else response.writeHead(404).end(`there is no file ${request.url}\n`);
});

server.listen(0, "127.0.0.1", () =>
  parentPort?.postMessage((server.address() as AddressInfo).port),
);
