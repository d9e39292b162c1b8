// right: listens to the events of the thread itself

import type { WorkerOptions } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

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
    let settle = (): void => reject(new Error("the thread ended without a result"));
    const terminate = (): void => {
      settle = () => reject(signal?.reason);
      void worker.terminate();
    };
    worker.on("message", (message: Result) => {
      if (!signal?.aborted) settle = () => resolve(message);
    });
    worker.on("error", (error) => {
      if (!signal?.aborted) settle = () => reject(error);
    });
    worker.once("exit", () => {
      signal?.removeEventListener("abort", terminate);
      settle();
    });
    signal?.addEventListener("abort", terminate, { once: true });
  });
}
