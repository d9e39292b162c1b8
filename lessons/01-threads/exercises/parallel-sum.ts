// Exercise `parallel-sum`: several threads add up numbers that lie in memory they share.

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
  // TODO: cut evenly, whatever the remainder.
  return [{ start: 0, end: Math.floor(length / parts) }];
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
  // TODO: refuse a `threadCount` that makes no sense.
  // TODO: start one thread for every slice, so that all of them run at once.
  const task: SumTask = { task: "sum", numbers, start: 0, end: numbers.length };
  const sum = await join<number>(startWorker(import.meta.url, { workerData: task }));
  // TODO: add up what the threads found.
  return sum;
}

// This file is also the thread's entry. Other threads may import it as a module, so being in a
// thread is not enough: the task must be ours.
if (!isMainThread && (workerData as Partial<SumTask> | null)?.task === "sum") {
  const { numbers, start, end } = workerData as SumTask;
  // TODO: add up the numbers of the slice.
  parentPort?.postMessage((numbers[start] ?? 0) * (end - start));
}
