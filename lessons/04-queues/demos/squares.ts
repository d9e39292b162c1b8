// The squares of four lists, by four threads, through one queue with room for two.

import { isMainThread, workerData } from "node:worker_threads";
import { runThreads, share } from "#lesson/02-locks/meet.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";

const lists = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
  [10, 11, 12],
];
const cells = isMainThread
  ? { queue: share(BoundedQueue.length), ring: share(Ring.lengthFor(2)) }
  : workerData;
const squares = new BoundedQueue<number>(cells.queue, new Ring(cells.ring));

if (isMainThread) main();
else {
  for (const number of lists[workerData.id] ?? []) squares.put(number * number);
}

async function main(): Promise<void> {
  const threads = runThreads(import.meta.url, lists.length, cells);
  const count = lists.flat().length;
  const taken: number[] = [];
  while (taken.length < count) taken.push(squares.get() ?? Number.NaN);
  await threads;
  console.log(taken.sort((a, b) => a - b).join(" "));
}
