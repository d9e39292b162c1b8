// Exercise `thread`: a thread as an object with a name, a life, and a registry of all that live.

import { isMainThread, type Worker } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

export interface ThreadOptions {
  /** Default: `thread-1`, `thread-2`, … */
  name?: string;
  /** A daemon does not keep the program running. Default: false. */
  daemon?: boolean;
  /** What the thread finds as its `workerData`. */
  data?: unknown;
}

/** A thread that runs a file. Every thread has a registry of its own: memory is not shared. */
export class Thread<Result = unknown> {
  // TODO: no two threads without a name of their own may share one.
  readonly name: string = "thread-1";
  readonly daemon: boolean = false;
  readonly #file: URL | string;
  readonly #data: unknown;
  #worker: Worker | undefined;

  constructor(file: URL | string, options: ThreadOptions = {}) {
    // TODO: keep the name and whether it is a daemon.
    this.#file = file;
    this.#data = options.data;
  }

  /** The name of the thread that asks. */
  static get currentName(): string {
    // TODO: inside a thread, its name. `start` can hand it over in the thread's `env`, beside our own variables.
    return isMainThread ? "main" : "?";
  }

  /** The threads that this thread has started and that have not ended, in the order of starting. */
  static get live(): Thread[] {
    return []; // TODO: keep a registry.
  }

  /** From `start` until the thread has ended, however it ended. */
  get isAlive(): boolean {
    return this.#worker !== undefined; // TODO: a thread that has ended is not alive.
  }

  /** @throws Error if the thread was started before, or cannot be: then it does not live */
  start(): this {
    // TODO: refuse a second start, register the thread, let a daemon be one.
    this.#worker = startWorker(this.#file, { workerData: this.#data });
    return this;
  }

  /** Waits for the end and brings the result or the error; a daemon's too, and however often. */
  async join(): Promise<Result> {
    if (!this.#worker) throw new Error(`${this.name} was never started`);
    return await join<Result>(this.#worker); // TODO: what if the thread has ended by now?
  }
}
