// wrong: calls every end a success, whatever the exit code
// verdict: test-failed
// says: rejects with a ThreadExitError
// hint: The `exit` event brings a number. When is it not 0 although no `error` came before it?

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
    worker.on("exit", () => resolve(result as Result));
  });
}
