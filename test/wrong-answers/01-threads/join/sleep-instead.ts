// wrong: sleeps for a while instead of waiting for the end
// verdict: test-failed
// says: only time has passed
// hint: No number of milliseconds is right: a slow machine needs more, a fast one wastes them. Let the thread tell you.

import type { Worker } from "node:worker_threads";

export class ThreadExitError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`the thread ended with exit code ${exitCode}`);
    this.name = "ThreadExitError";
    this.exitCode = exitCode;
  }
}

export async function join<Result>(worker: Worker): Promise<Result> {
  let result: unknown;
  worker.on("message", (message) => {
    result = message;
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return result as Result;
}
