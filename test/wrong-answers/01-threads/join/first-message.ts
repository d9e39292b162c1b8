// wrong: takes the first message for the end of the thread
// verdict: test-failed
// says: spoken but not ended
// hint: A message says that the thread has spoken. Which event says that it has ended?

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
    worker.on("message", resolve);
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (code !== 0) reject(new ThreadExitError(code));
      else resolve(undefined as Result);
    });
  });
}
