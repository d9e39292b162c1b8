// Names the threads that live, counts them, and asks each for its own name.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { Thread } from "#solution/01-threads/thread.ts";

type Gate = Int32Array<SharedArrayBuffer>;

if (isMainThread) main();
else {
  Atomics.wait(workerData as Gate, 0, 0);
  parentPort?.postMessage(`I am ${Thread.currentName}`);
}

async function main(): Promise<void> {
  const gate: Gate = new Int32Array(new SharedArrayBuffer(4));
  const cooks = ["soup", "toast"].map((name) => new Thread(import.meta.url, { name, data: gate }));
  report("before the start");
  for (const cook of cooks) cook.start();
  report("after the start");

  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
  console.log(`they say: ${(await Promise.all(cooks.map((cook) => cook.join()))).join(", ")}`);
  report("after join");
}

function report(when: string): void {
  const names = Thread.live.map(({ name }) => name).join(", ") || "nobody";
  console.log(`${when}: ${Thread.live.length} besides ${Thread.currentName}: ${names}`);
}
