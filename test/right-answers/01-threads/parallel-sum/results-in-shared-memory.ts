// right: the threads write their sums into a second shared memory, and the first slices take the remainder

import { isMainThread, workerData } from "node:worker_threads";
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
  sums: Float64Array<SharedArrayBuffer>;
  index: number;
}

/**
 * Cuts `length` items into at most `parts` slices, in order and without gaps. None is empty, and
 * no slice is longer than another by more than one.
 */
export function splitEvenly(length: number, parts: number): Slice[] {
  const count = Math.min(length, parts);
  const slices: Slice[] = [];
  for (let start = 0, left = count; left > 0; left--) {
    const end = start + Math.ceil((length - start) / left);
    slices.push({ start, end });
    start = end;
  }
  return slices;
}

/**
 * @param numbers a view of shared memory, which need not begin where the memory begins
 * @param threadCount how many threads at most; there are never more threads than numbers
 * @throws RangeError if `threadCount` is not a positive whole number; whatever a thread throws
 */
export async function parallelSum(
  numbers: Int32Array<SharedArrayBuffer>,
  threadCount: number,
): Promise<number> {
  if (!Number.isInteger(threadCount) || threadCount < 1) {
    throw new RangeError(`expected a positive whole number of threads, got ${threadCount}`);
  }
  const slices = splitEvenly(numbers.length, threadCount);
  const sums = new Float64Array(new SharedArrayBuffer(8 * slices.length));
  const threads = slices.map((slice, index) => {
    const task: SumTask = { task: "sum", numbers, sums, index, ...slice };
    return join(startWorker(import.meta.url, { workerData: task }));
  });
  await Promise.all(threads);
  return addUp(sums);
}

function addUp(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

// This file is also the thread's entry. Other threads may import it as a module, so being in a
// thread is not enough: the task must be ours.
if (!isMainThread && (workerData as Partial<SumTask> | null)?.task === "sum") {
  const { numbers, sums, index, start, end } = workerData as SumTask;
  sums[index] = addUp(numbers.subarray(start, end));
}
