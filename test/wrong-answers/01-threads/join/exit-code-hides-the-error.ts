// wrong: reports the exit code 1 of a crash and forgets the error that caused it
// verdict: test-failed
// says: what join rejected with: expected RangeError: no milk today, got ThreadExitError
// hint: A crash emits two events, `error` and then `exit` with code 1. The first one to reject wins: which one do you listen to?

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
    worker.on("message", (message) => {
      result = message;
    });
    worker.on("error", () => {});
    worker.on("exit", (code) => {
      if (code === 0) resolve(result as Result);
      else reject(new ThreadExitError(code));
    });
  });
}
