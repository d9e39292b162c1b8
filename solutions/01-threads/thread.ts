// A thread as an object: start it, name it, ask whether it lives, join it, list all that live.

import { isMainThread, threadId, type Worker } from "node:worker_threads";
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
  static #created = 0;
  // Insertion order is the order of starting.
  static readonly #live = new Set<Thread>();

  readonly name: string;
  readonly daemon: boolean;
  readonly #file: URL | string;
  readonly #data: unknown;
  #worker: Worker | undefined;
  #joined: Promise<Result> | undefined;

  constructor(file: URL | string, options: ThreadOptions = {}) {
    Thread.#created++;
    this.name = options.name ?? `thread-${Thread.#created}`;
    this.daemon = options.daemon ?? false;
    this.#file = file;
    this.#data = options.data;
  }

  /** The name of the thread that asks. */
  static get currentName(): string {
    if (isMainThread) return "main";
    return process.env.THREAD_NAME ?? `worker-${threadId}`;
  }

  /** The threads that this thread has started and that have not ended, in the order of starting. */
  static get live(): Thread[] {
    return [...Thread.#live];
  }

  /** From `start` until the thread has ended, however it ended. */
  get isAlive(): boolean {
    return Thread.#live.has(this);
  }

  /** @throws Error if the thread was started before, or cannot be: then it does not live */
  start(): this {
    if (this.#worker) throw new Error(`${this.name} was started before; a thread starts once`);
    this.#worker = startWorker(this.#file, {
      name: this.name,
      workerData: this.#data,
      env: { ...process.env, THREAD_NAME: this.name },
    });
    Thread.#live.add(this);
    this.#worker.on("exit", () => Thread.#live.delete(this));
    this.#joined = join<Result>(this.#worker);
    // The error waits for whoever joins; until then it must not count as unhandled.
    this.#joined.catch(() => {});
    // Only now: a `message` listener added after `unref` would keep the program running again.
    if (this.daemon) this.#worker.unref();
    return this;
  }

  /**
   * Waits for the end of the thread, a daemon's too. May be called more than once.
   *
   * @returns the last message the thread posted
   * @throws what the thread threw; Error if it was never started
   */
  async join(): Promise<Result> {
    if (!this.#worker || !this.#joined) throw new Error(`${this.name} was never started`);
    this.#worker.ref();
    return await this.#joined;
  }
}
