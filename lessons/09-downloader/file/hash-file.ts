// The thread behind HashThread: sleeps until there is more to read, reads it, and counts it in.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { givenUp, type HashTask } from "#lesson/09-downloader/file/hash-thread.ts";

const { file, algorithm, sizeBytes, cells } = workerData as HashTask;
const hash = createHash(algorithm);
const buffer = Buffer.alloc(1024 * 1024);
const descriptor = openSync(file, "r");
let position = 0;
let told = Atomics.load(cells, 0);

while (position < sizeBytes && told !== givenUp) {
  if (Number(told) > position) {
    const wanted = Math.min(buffer.length, Number(told) - position);
    const got = readSync(descriptor, buffer, 0, wanted, position);
    if (got === 0) break;
    hash.update(buffer.subarray(0, got));
    position += got;
  } else {
    Atomics.wait(cells, 0, told);
  }
  told = Atomics.load(cells, 0);
}
closeSync(descriptor);
parentPort?.postMessage(told === givenUp ? undefined : hash.digest("hex"));
