// What the file server's thread does: answers after the latency that was asked for, and counts.

import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { serve } from "#lesson/03-event-loop/local-server.ts";
import type { FileServerTask } from "#lesson/04-queues/file-server.ts";

const { count, contents, sizeBytes, latencyMs, slow, missing, counts } =
  workerData as FileServerTask;
const [open, peak, all] = [0, 1, 2];

// No `await` out here: on Node 20 that would make the thread take twice as long to start.
const started = serve(async (request, response) => {
  Atomics.add(counts, all, 1);
  // Only this thread writes the counts.
  const openNow = Atomics.add(counts, open, 1) + 1;
  if (openNow > Atomics.load(counts, peak)) Atomics.store(counts, peak, openNow);
  let isOpen = true;
  const end = (): void => {
    if (isOpen) Atomics.sub(counts, open, 1);
    isOpen = false;
  };
  // The client may go away before the answer.
  response.once("close", end);

  const file = Number(request.url?.slice(1));
  const delayMs = slow[file] ?? latencyMs;
  if (delayMs > 0) await sleep(delayMs);
  // Before the answer: a client that has it may send the next request immediately.
  end();
  const isThere = Number.isInteger(file) && file >= 0 && file < count && !missing.includes(file);
  const content = contents[file % contents.length] ?? Buffer.alloc(sizeBytes, `file ${file} `);
  if (isThere) response.end(content);
  else response.writeHead(404).end(`there is no file ${request.url}\n`);
});

void started.then(({ url }) => parentPort?.postMessage(url));
