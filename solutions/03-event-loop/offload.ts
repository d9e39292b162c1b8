// Hands a computation to a thread of its own, and ends that thread when nobody wants the result any more.

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
 * @throws what the thread threw; an Error if it exits by itself with another code than 0; the
 *   signal's reason, once the thread is gone, if it aborted first
 */
export async function offload<Result>(
  file: URL | string,
  data: unknown,
  { signal, transfer = [] }: OffloadOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const worker = startWorker(file, { workerData: data, transferList: transfer });
  const terminate = (): void => void worker.terminate();
  signal?.addEventListener("abort", terminate, { once: true });
  try {
    return await join<Result>(worker);
  } catch (error) {
    // A thread that we end by force has an exit code, which tells nobody why.
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener("abort", terminate);
  }
}
