// right: rejects as soon as the error is known; a second settling does nothing

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
  let result: Result;
  const keep = (message: Result): void => {
    result = message;
  };
  return new Promise<Result>((resolve, reject) => {
    worker.addListener("message", keep).once("error", reject);
    worker.once("exit", (exitCode) => {
      if (exitCode !== 0) reject(new ThreadExitError(exitCode));
      resolve(result);
    });
  }).finally(() => worker.removeListener("message", keep));
}
