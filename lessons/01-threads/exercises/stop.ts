// Exercise `stop`: end a thread by asking it, and by force only if it does not listen.

import type { Worker } from "node:worker_threads";

/** One cell: 0 while the thread may go on, 1 once it has been asked to stop. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

export function createStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** For a thread that works: look between two pieces of work. */
export function isStopRequested(flag: StopFlag): boolean {
  return false; // TODO: look at the flag.
}

/**
 * For a thread that waits: sleeps, but wakes at once when asked to stop.
 *
 * @param timeoutMs how long to sleep at most
 * @returns whether it has been asked to stop
 */
export function sleepUnlessStopped(flag: StopFlag, timeoutMs?: number): boolean {
  // TODO: sleep on the flag itself, so that `stop` can wake the sleeper.
  return isStopRequested(flag);
}

/**
 * Asks the thread to stop and waits for its end. Ends it by force once `patience` is aborted; then
 * no line of it runs any more, no `finally` either.
 *
 * @param patience such as `AbortSignal.timeout(500)`
 * @returns how the thread ended, once it has ended: "stopped" if by itself, whatever its exit code
 */
export async function stop(
  worker: Worker,
  flag: StopFlag,
  patience: AbortSignal,
): Promise<"stopped" | "terminated"> {
  // TODO: set the flag, and wake the thread if it sleeps.
  // TODO: wait for the end of the thread, which may have come already.
  // TODO: use force only when `patience` is over.
  await worker.terminate();
  return "terminated";
}
