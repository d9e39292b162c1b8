// Lesson 02's mutex, free and with two threads that want it, against a bare `Atomics.add` and against async-mutex.
// npx tsx test/bench/locks/mutex.bench.ts [ROUNDS]

import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { importPeer, installPeers } from "../harness/peers.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";
import type { Task } from "./count.ts";

const rounds = Number(process.argv[2] ?? "11");
const increments = 1_000_000;
const entry = new URL("./count.ts", import.meta.url);
const peers = await installPeers(["async-mutex@0.5.0"]);
const { Mutex } = await importPeer<{
  Mutex: new () => { runExclusive(task: () => void): Promise<void> };
}>(peers, "async-mutex");

const [free = [], contended = [], add = [], addContended = [], asynchronous = []] =
  await interleave(
    rounds,
    () => countInThreads("mutex", 1),
    () => countInThreads("mutex", 2),
    () => countInThreads("atomic add", 1),
    () => countInThreads("atomic add", 2),
    countByAsyncMutex,
  );

console.log(`async-mutex@0.5.0; ${describeMachine()}; ${rounds} rounds, in turns\n`);
console.log("Nanoseconds for an increment: median (least–most). Ratio: how many times as long as");
console.log("the mutex the other one takes; above 1 the mutex is ahead.\n");
const row = (name: string, ours: number[], theirs: number[]) => [
  name,
  showSummary(summarize(ours), 1),
  showSummary(summarize(theirs), 1),
  showSummary(compare(theirs, ours), 2),
];
console.log(
  renderTable(
    ["what is compared", "mutex", "the other", "ratio"],
    [
      row("free, with a bare Atomics.add", free, add),
      row("free, with async-mutex", free, asynchronous),
      row("2 threads, with a bare Atomics.add", contended, addContended),
    ],
  ),
);

/** Nanoseconds for an increment: the slowest thread's time, shared by all increments. */
async function countInThreads(way: Task["way"], threads: number): Promise<number> {
  const cells = new Int32Array(new SharedArrayBuffer(12));
  const workerData: Task = { way, cells, threads, rounds: increments / threads };
  const times = await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = startWorker(entry, { workerData });
      const ms = await new Promise<number>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      });
      await worker.terminate();
      return ms;
    }),
  );
  const expected = increments + threads * 20_000;
  if (cells[1] !== expected) throw new Error(`expected ${expected} increments, got ${cells[1]}`);
  return (Math.max(...times) * 1e6) / increments;
}

async function countByAsyncMutex(): Promise<number> {
  const mutex = new Mutex();
  let counter = 0;
  const startedMs = performance.now();
  for (let round = 0; round < increments / 10; round++) {
    await mutex.runExclusive(() => {
      counter++;
    });
  }
  if (counter !== increments / 10) throw new Error(`got ${counter} increments`);
  return ((performance.now() - startedMs) * 1e6) / counter;
}
