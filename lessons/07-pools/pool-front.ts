// The side of a pool that callers see: turns typed calls into tasks, and leaves the rest to the pool.

import type { Future } from "#solution/07-pools/future.ts";
import { inOrder } from "./in-order.ts";
import type { Pool, SubmitOptions, TaskArgs, TaskName, TaskResult } from "./pool.ts";
import { createTask, type Task } from "./task.ts";

export abstract class PoolFront<Tasks> implements Pool<Tasks> {
  abstract readonly size: number;

  submit<Name extends TaskName<Tasks>>(
    name: Name,
    args: TaskArgs<Tasks[Name]>,
    options?: SubmitOptions,
  ): Future<TaskResult<Tasks[Name]>> {
    const task = createTask<TaskResult<Tasks[Name]>>(name, args, options);
    this.add(task);
    return task.future;
  }

  map<Name extends TaskName<Tasks>>(
    name: Name,
    items: Iterable<TaskArgs<Tasks[Name]>[0]>,
  ): AsyncGenerator<TaskResult<Tasks[Name]>, void> {
    return inOrder(Array.from(items, (item) => this.submit(name, [item] as TaskArgs<Tasks[Name]>)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  abstract close(): Promise<void>;
  abstract terminate(): Promise<void>;

  /** @throws PoolClosedError after `close` or `terminate` */
  protected abstract add(task: Task): void;
}
