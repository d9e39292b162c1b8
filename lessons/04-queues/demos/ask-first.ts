// How long a number takes to a thread and back, if both ask some times before they sleep.
import { isMainThread, workerData } from "node:worker_threads";
import { runThreads, share } from "#lesson/02-locks/meet.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { Ring } from "#solution/04-queues/ring.ts";

const count = 5_000;
const cells: Int32Array[] = isMainThread
  ? [BoundedQueue.length, Ring.lengthFor(1), BoundedQueue.length, Ring.lengthFor(1)].map(share)
  : workerData.cells;
const [there, back] = [cells.slice(0, 2), cells.slice(2)].map(
  ([queue, ring]) => new BoundedQueue<number>(queue as Int32Array, new Ring(ring as Int32Array)),
) as [BoundedQueue<number>, BoundedQueue<number>];

if (isMainThread) measure(0).then(() => measure(2_000));
else for (let turn = 0; turn < count; turn++) back.put(get(there, workerData.asks) ?? 0);

// #region ask
function get(queue: BoundedQueue<number>, asks: number): number | undefined {
  for (let ask = 0; ask < asks; ask++) {
    const number = queue.tryGet();
    if (number !== undefined) return number;
  }
  return queue.get();
}
// #endregion

async function measure(asks: number): Promise<void> {
  const thread = runThreads(import.meta.url, 1, { cells, asks });
  there.put(0);
  get(back, asks);
  const startMs = performance.now();
  for (let turn = 1; turn < count; turn++) {
    there.put(turn);
    get(back, asks);
  }
  const us = ((performance.now() - startMs) * 1_000) / (count - 1);
  await thread;
  console.log(`${asks ? "asks, then sleeps" : "sleeps"}: ${us.toFixed(1)} µs there and back`);
}
