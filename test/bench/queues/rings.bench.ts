// Lesson 04's rings between one producer and one consumer that ask on, beside ringbuf.js: numbers, and messages of 64 bytes.
// npx tsx test/bench/queues/rings.bench.ts [ROUNDS] [COUNT]

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { share } from "#lesson/02-locks/meet.ts";
import { join } from "#solution/01-threads/join.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { installPeers } from "../harness/peers.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";
import type { RingTask } from "./ring-thread.ts";
import { type RingWork, ringPairs } from "./rings.ts";

const rounds = Number(process.argv[2] ?? "7");
const count = Number(process.argv[3] ?? "1000000");
const version = "ringbuf.js@0.4.0";
const peers = await installPeers([version]);

console.log(`${version}; ${describeMachine()}; ${rounds} rounds, in turns\n`);
console.log("Nanoseconds for one: median (least–most). Ratio: how many times as long ringbuf.js");
console.log("takes; above 1 ours is ahead.\n");
const rows: string[][] = [];
for (const work of Object.keys(ringPairs) as RingWork[]) {
  for (const capacity of [1_024, 8]) {
    const [ours, theirs] = await interleave(
      rounds,
      () => pass(work, 0, capacity),
      () => pass(work, 1, capacity),
    );
    rows.push([
      `${work}, room for ${capacity.toLocaleString("en-US")}`,
      showSummary(summarize(ours), 1),
      showSummary(summarize(theirs), 1),
      showSummary(compare(theirs, ours), 2),
    ]);
  }
}
console.log(renderTable(["", "ours", "ringbuf.js", "ratio"], rows));

async function pass(work: RingWork, way: 0 | 1, capacity: number): Promise<number> {
  const task: RingTask = {
    work,
    way,
    peers,
    memory: new SharedArrayBuffer(await ringPairs[work][way].memoryBytes(capacity, peers)),
    warmUp: count / 4,
    count,
    gate: share(1),
  };
  const threads = [true, false].map((isProducer) => {
    const file = new URL("./ring-thread.ts", import.meta.url);
    return join<number>(startWorker(file, { workerData: { ...task, isProducer } }));
  });
  const [, ns] = await Promise.all(threads);
  if (ns === undefined) throw new Error("the consumer measured nothing");
  return ns;
}
