// wrong: prints the thread's error and loses it
// verdict: test-failed
// says: rejects with the very error
// hint: Whoever joins learns of the error from the promise alone, not from the console and not from an exit code. It has to leave `join` the way errors leave a promise.

import type { Worker } from "node:worker_threads";

export class ThreadExitError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`the thread ended with exit code ${exitCode}`);
    this.name = "ThreadExitError";
    this.exitCode = exitCode;
  }
}

export function join<Result>(worker: Worker): Promise<Result> {
  return new Promise((resolve, reject) => {
    let result: unknown;
    let hasFailed = false;
    worker.on("message", (message) => {
      result = message;
    });
    worker.on("error", (error) => {
      hasFailed = true;
      console.error(error);
    });
    worker.on("exit", (code) => {
      if (code !== 0 && !hasFailed) reject(new ThreadExitError(code));
      else resolve(result as Result);
    });
  });
}
