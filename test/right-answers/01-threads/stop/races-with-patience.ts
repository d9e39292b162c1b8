// right: lets the end of the thread race with the end of patience, to which `once` of node:events listens

import { once } from "node:events";
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
export async function stop(
  worker: Worker,
  flag: StopFlag,
  patience: AbortSignal,
): Promise<"stopped" | "terminated"> {
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
  if (worker.threadId < 0) return "stopped";
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const listening = new AbortController();
  const impatient = patience.aborted
    ? Promise.resolve()
    : once(patience, "abort", { signal: listening.signal }).catch(() => {});
  const isOver = await Promise.race([ended.then(() => true), impatient.then(() => false)]);
  listening.abort();
  if (isOver) return "stopped";
  await worker.terminate();
  return "terminated";
}
