// Adds up numbers in shared memory with several threads, none of which copies a number.

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

/** From `start`, included, to `end`, excluded. */
export interface Slice {
  start: number;
  end: number;
}

/** What a thread of ours finds as its `workerData`. */
interface SumTask extends Slice {
  task: "sum";
  numbers: Int32Array<SharedArrayBuffer>;
}

/**
 * Cuts `length` items into `parts` slices, in order and without gaps; into fewer only if there are fewer
 * items, since no slice is empty. None is longer than another by more than one.
 */
export function splitEvenly(length: number, parts: number): Slice[] {
  const count = Math.min(length, parts);
  return Array.from({ length: count }, (_, index) => ({
    start: Math.floor((index * length) / count),
    end: Math.floor(((index + 1) * length) / count),
  }));
}

/**
 * @param numbers a view of shared memory, which need not begin where the memory begins
 * @param threadCount how many threads; fewer only if there are fewer numbers
 * @throws RangeError if `threadCount` is not a positive whole number; whatever a thread throws
 */
export async function parallelSum(
  numbers: Int32Array<SharedArrayBuffer>,
  threadCount: number,
): Promise<number> {
  if (!Number.isInteger(threadCount) || threadCount < 1) {
    throw new RangeError(`expected a positive whole number of threads, got ${threadCount}`);
  }
  const sums = splitEvenly(numbers.length, threadCount).map((slice) => {
    const task: SumTask = { task: "sum", numbers, ...slice };
    return join<number>(startWorker(import.meta.url, { workerData: task }));
  });
  return addUp(await Promise.all(sums));
}

function addUp(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

// This file is also the thread's entry. Other threads may import it as a module, so being in a
// thread is not enough: the task must be ours.
if (!isMainThread && (workerData as Partial<SumTask> | null)?.task === "sum") {
  const { numbers, start, end } = workerData as SumTask;
  parentPort?.postMessage(addUp(numbers.subarray(start, end)));
}
