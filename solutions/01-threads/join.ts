// Waits for the end of a thread and brings home what came of it.

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
export function join<Result>(worker: Worker): Promise<Result> {
  return new Promise((resolve, reject) => {
    let result: unknown;
    let failure: { reason: unknown } | undefined;
    worker.on("message", (message) => {
      result = message;
    });
    worker.on("error", (reason) => {
      failure = { reason };
    });
    worker.on("messageerror", (reason) => {
      failure = { reason };
    });
    worker.on("exit", (exitCode) => {
      if (failure) reject(failure.reason);
      else if (exitCode !== 0) reject(new ThreadExitError(exitCode));
      else resolve(result as Result);
    });
  });
}
