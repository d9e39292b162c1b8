// Ends a thread: asks it by a flag in shared memory, and ends it by force as the last resort.

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
 * @returns how the thread ended, once it has ended: "stopped" if by itself, whatever its exit code
 */
export function stop(
  worker: Worker,
  flag: StopFlag,
  patience: AbortSignal,
): Promise<"stopped" | "terminated"> {
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  // A thread that has ended has no number, and its `exit` event will not come again.
  if (worker.threadId === -1) return Promise.resolve("stopped");

  return new Promise((resolve) => {
    let outcome: "stopped" | "terminated" = "stopped";
    const terminate = (): void => {
      outcome = "terminated";
      void worker.terminate();
    };
    worker.once("exit", () => {
      patience.removeEventListener("abort", terminate);
      resolve(outcome);
    });
    if (patience.aborted) terminate();
    else patience.addEventListener("abort", terminate, { once: true });
  });
}
