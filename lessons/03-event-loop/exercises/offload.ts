// Exercise `offload`: a computation in a thread of its own, which ends when nobody wants its result any more.

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
  // TODO: start no thread if the signal has aborted already.
  // TODO: move what is in `transfer` instead of copying it.
  const worker = startWorker(file, { workerData: data });
  // TODO: end the thread when the signal aborts, and listen to it no longer than the thread lives.
  // TODO: after an abort, reject with the signal's reason and not with the exit code of the thread.
  return await join<Result>(worker);
}
