// right: sends the task as a message and takes the first answer

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
 * Cuts `length` items into at most `parts` slices, in order and without gaps. None is empty, and
 * no slice is longer than another by more than one.
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
  const sums: Promise<number>[] = [];
  for (const slice of splitEvenly(numbers.length, threadCount)) {
    const worker = startWorker(import.meta.url, { workerData: "sum on demand" });
    worker.postMessage({ task: "sum", numbers, ...slice } satisfies SumTask);
    sums.push(join<number>(worker));
  }
  return (await Promise.all(sums)).reduce((total, sum) => total + sum, 0);
}

// This file is also the thread's entry. Other threads may import it as a module, so being in a
// thread is not enough: the task must be ours.
if (!isMainThread && workerData === "sum on demand") {
  parentPort?.once("message", ({ numbers, start, end }: SumTask) => {
    let sum = 0;
    for (let index = start; index < end; index++) sum += numbers[index] ?? 0;
    parentPort?.postMessage(sum);
  });
}
