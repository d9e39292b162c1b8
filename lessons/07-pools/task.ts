// A call on its way through a pool: what to run, and the future by which its caller waits.

import type { Transferable } from "node:worker_threads";
import { Future } from "#solution/07-pools/future.ts";
import type { SubmitOptions } from "./pool.ts";

export interface Task<Result = unknown> {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly transfer: readonly Transferable[];
  /** Its cell is in shared memory: there the runner claims the task. */
  readonly future: Future<Result>;
}

export function createTask<Result = unknown>(
  name: string,
  args: readonly unknown[],
  { transfer = [], signal }: SubmitOptions = {},
): Task<Result> {
  const future = new Future<Result>(takeCell());
  if (signal) cancelOnAbort(future, signal);
  return { name, args, transfer, future };
}

function cancelOnAbort<Result>(future: Future<Result>, signal: AbortSignal): void {
  const cancel = () => future.cancel();
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel, { once: true });
  future.onDone(() => signal.removeEventListener("abort", cancel));
}

/** Memory of its own for every cell would cost more than a small task does. */
const blockLength = 1024;
let block = new Int32Array(new SharedArrayBuffer(4 * blockLength));
let used = 0;

function takeCell(): Int32Array {
  if (used === blockLength) {
    block = new Int32Array(new SharedArrayBuffer(4 * blockLength));
    used = 0;
  }
  return block.subarray(used, ++used);
}
