// A thread that falls asleep and is woken by another, or by its timeout.

import { parentPort, workerData } from "node:worker_threads";

const { cells, timeoutMs } = workerData as {
  cells: Int32Array<SharedArrayBuffer>;
  timeoutMs?: number;
};
parentPort?.postMessage("falling asleep");
const outcome = sleepOnTheCell();
parentPort?.postMessage(outcome);

function sleepOnTheCell(): string {
  return Atomics.wait(cells, 0, 0, timeoutMs);
}
