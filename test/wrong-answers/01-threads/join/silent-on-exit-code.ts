// wrong: neither resolves nor rejects when the exit code is not 0
// verdict: never-settles
// says: rejects with a ThreadExitError
// hint: Follow the path of a thread that calls `process.exit(3)`: which line settles the promise?

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
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (code === 0) resolve(result as Result);
    });
  });
}
