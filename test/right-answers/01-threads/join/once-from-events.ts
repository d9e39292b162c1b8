// right: waits with `once` of node:events, which rejects by itself on `error`

import { once } from "node:events";
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
  const messages: unknown[] = [];
  worker.on("message", (message) => messages.push(message));
  const [exitCode] = (await once(worker, "exit")) as [number];
  if (exitCode !== 0) throw new ThreadExitError(exitCode);
  return messages.at(-1) as Result;
}
