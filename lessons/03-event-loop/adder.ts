// A thread that adds up the numbers of every message it gets, copied or shared, and answers with the sum.

import { parentPort } from "node:worker_threads";

export function addUp(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) sum += numbers[index] ?? 0;
  return sum;
}

parentPort?.on("message", (numbers: Int32Array) => parentPort?.postMessage(addUp(numbers)));
