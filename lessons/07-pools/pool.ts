// What every pool of the course can do, be its workers threads, processes or many machines.

import type { Transferable } from "node:worker_threads";
import type { Future } from "#solution/07-pools/future.ts";
import type { Moved } from "./moved.ts";

/** The exports of a module that are functions: `typeof import("./tasks/tasks.ts")`. */
export type TaskName<Tasks> = {
  [Name in keyof Tasks]: Tasks[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Tasks] &
  string;

export type TaskArgs<Task> = Task extends (...args: infer Args) => unknown ? Args : never;
export type TaskResult<Task> = Task extends (...args: never[]) => infer Result
  ? Unmoved<Awaited<Result>>
  : never;
type Unmoved<Result> = Result extends Moved<infer Value> ? Value : Result;

export interface SubmitOptions {
  /** What the worker gets instead of a copy; afterwards it is gone here. */
  transfer?: readonly Transferable[];
  /** Cancels the task as `Future.cancel` does: too late for a task that runs. */
  signal?: AbortSignal;
}

export interface Pool<Tasks> extends AsyncDisposable {
  /** How many tasks run at once, at most. */
  readonly size: number;

  /**
   * Queues a call of a function that the pool's module exports. The arguments are copied when a
   * worker gets the task, which may be later: leave them unchanged until then.
   *
   * The future is rejected with what the function throws, or with WorkerDiedError.
   *
   * @throws PoolClosedError after `close` or `terminate`
   */
  submit<Name extends TaskName<Tasks>>(
    name: Name,
    args: TaskArgs<Tasks[Name]>,
    options?: SubmitOptions,
  ): Future<TaskResult<Tasks[Name]>>;

  /**
   * Submits a call for every item at once; the results come in the order of the items. Throws what
   * the first failed one threw, and cancels what has not begun when its caller stops listening.
   */
  map<Name extends TaskName<Tasks>>(
    name: Name,
    items: Iterable<TaskArgs<Tasks[Name]>[0]>,
  ): AsyncGenerator<TaskResult<Tasks[Name]>, void>;

  /** Accepts no more tasks; resolves when all accepted ones are done and the workers have ended. */
  close(): Promise<void>;

  /** Cancels what has not begun, ends the workers by force; what ran is rejected. */
  terminate(): Promise<void>;
}

export class PoolClosedError extends Error {
  override readonly name = "PoolClosedError";

  constructor() {
    super("the pool is closed and takes no more tasks");
  }
}

/** The worker ended while it ran the task; `cause` is what ended it, if that is known. */
export class WorkerDiedError extends Error {
  override readonly name = "WorkerDiedError";

  constructor(why: string, options?: ErrorOptions) {
    super(`the worker died: ${why}`, options);
  }
}
