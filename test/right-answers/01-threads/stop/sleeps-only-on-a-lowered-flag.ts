// right: wakes by the answer of Atomics.wait and races two promises

import type { Worker } from "node:worker_threads";

/** One cell: 0 while the thread may go on, 1 once it has been asked to stop. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

export function createStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** For a thread that works: look between two pieces of work. */
export function isStopRequested(flag: StopFlag): boolean {
  return Atomics.load(flag, 0) !== 0;
}

/**
 * For a thread that waits: sleeps, but wakes at once when asked to stop.
 *
 * @param timeoutMs how long to sleep at most
 * @returns whether it has been asked to stop
 */
export function sleepUnlessStopped(flag: StopFlag, timeoutMs?: number): boolean {
  return Atomics.wait(flag, 0, 0, timeoutMs ?? Number.POSITIVE_INFINITY) !== "timed-out";
}

/**
 * Asks the thread to stop and waits for its end. Ends it by force once `patience` is aborted; then
 * no line of it runs any more, no `finally` either.
 *
 * @param patience such as `AbortSignal.timeout(500)`
 * @returns how the thread ended, once it has ended
 */
export async function stop(
  worker: Worker,
  flag: StopFlag,
  patience: AbortSignal,
): Promise<"stopped" | "terminated"> {
  if (Atomics.exchange(flag, 0, 1) === 0) Atomics.notify(flag, 0);
  if (worker.threadId === -1) return "stopped";
  const done = new AbortController();
  const ended = new Promise<"stopped">((resolve) => {
    worker.once("exit", () => resolve("stopped"));
  });
  const outOfPatience = new Promise<"terminated">((resolve) => {
    if (patience.aborted) resolve("terminated");
    patience.addEventListener("abort", () => resolve("terminated"), { signal: done.signal });
  });
  const outcome = await Promise.race([ended, outOfPatience]);
  done.abort();
  if (outcome === "terminated") await worker.terminate();
  return outcome;
}
