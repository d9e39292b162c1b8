// wrong: rejects when the signal aborts, and leaves the thread running
// verdict: test-failed
// says: the thread runs on after the abort
// hint: To stop waiting is not to stop the work. Which method of a Worker ends it?

import type { WorkerOptions } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

export interface OffloadOptions {
  /** Ends the thread by force when it aborts. */
  signal?: AbortSignal;
  /** What of `data` moves to the thread instead of being copied: ArrayBuffers, MessagePorts. */
  transfer?: NonNullable<WorkerOptions["transferList"]>;
}

/**
 * Runs a file in a thread that finds `data` as its `workerData`.
 *
 * @returns the last message the thread posted, once it has ended
 * @throws what the thread threw; the signal's reason, once the thread is gone, if it aborted first
 */
export async function offload<Result>(
  file: URL | string,
  data: unknown,
  { signal, transfer = [] }: OffloadOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const worker = startWorker(file, { workerData: data, transferList: transfer });
  let giveUp = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal?.reason);
    signal?.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([join<Result>(worker), aborted]);
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}
