// wrong: throws inside an async listener, where nobody catches it
// verdict: unhandled-rejection
// says: ended with exit code
// hint: An async listener has a promise of its own, and the emitter drops it. Only `reject` reaches the promise that `join` returned.

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
    worker.on("exit", async (code) => {
      if (code !== 0) throw new ThreadExitError(code);
      resolve(result as Result);
    });
  });
}
