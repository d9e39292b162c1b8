// wrong: rejects at the abort, while the thread is still there
// verdict: test-failed
// says: what became of offload before its thread had ended
// hint: `terminate()` returns at once; the thread ends later. Whoever hears the rejection may
//   take back what the thread was using, so wait for its end.

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
  return await new Promise<Result>((resolve, reject) => {
    const terminate = (): void => {
      void worker.terminate();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", terminate, { once: true });
    join<Result>(worker)
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener("abort", terminate));
  });
}
