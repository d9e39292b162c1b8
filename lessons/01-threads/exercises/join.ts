// Exercise `join`: a promise for the end of a thread, and for what came of it.

import type { Worker } from "node:worker_threads";

/** A thread ended without a result: it was terminated or called `process.exit`. */
export class ThreadExitError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`the thread ended with exit code ${exitCode}`);
    this.name = "ThreadExitError";
    this.exitCode = exitCode;
  }
}

/**
 * Resolves when the thread has ended, never before; rejects then too, or as soon as its error is
 * known. Call it before the thread can have ended.
 *
 * @returns the last message the thread posted, `undefined` if it posted none
 * @throws what the thread threw; ThreadExitError if its exit code is not 0
 */
export async function join<Result>(worker: Worker): Promise<Result> {
  let result: unknown;
  worker.on("message", (message) => {
    result = message;
  });
  // TODO: wait until the thread has ended.
  // TODO: reject with the error that the thread threw.
  // TODO: reject with a ThreadExitError if the thread ended with an exit code other than 0.
  return result as Result;
}
