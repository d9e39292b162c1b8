// wrong: calls the thread stopped as soon as it has been asked
// verdict: test-failed
// says: yet stop has settled
// hint: Asking is not ending. Which event says that the thread is gone?

import type { Worker } from "node:worker_threads";

/** One cell: 0 while the thread may go on, 1 once it has been asked to stop. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

export function createStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** For a thread that works: look between two pieces of work. */
export function isStopRequested(flag: StopFlag): boolean {
  return Atomics.load(flag, 0) === 1;
}

/**
 * For a thread that waits: sleeps, but wakes at once when asked to stop.
 *
 * @param timeoutMs how long to sleep at most
 * @returns whether it has been asked to stop
 */
export function sleepUnlessStopped(flag: StopFlag, timeoutMs?: number): boolean {
  Atomics.wait(flag, 0, 0, timeoutMs);
  return isStopRequested(flag);
}

/**
 * Asks the thread to stop and waits for its end. Ends it by force once `patience` is aborted; then
 * no line of it runs any more, no `finally` either.
 *
 * @param patience such as `AbortSignal.timeout(500)`
 * @returns how the thread ended, once it has ended
 */
export function stop(
  worker: Worker,
  flag: StopFlag,
  patience: AbortSignal,
): Promise<"stopped" | "terminated"> {
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  if (!patience.aborted) return Promise.resolve("stopped");
  return worker.terminate().then(() => "terminated");
}
