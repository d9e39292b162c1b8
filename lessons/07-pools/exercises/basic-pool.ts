// Exercise `basic-pool`: a few threads for any number of tasks, as long as no thread dies.

import type { WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { PoolFront } from "#lesson/07-pools/pool-front.ts";
import type { Outcome, Runner, StartRunner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { TaskQueue } from "#lesson/07-pools/task-queue.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";

export interface ThreadPoolOptions {
  size: number;
  startRunner?: StartRunner;
}

export class BasicPool<Tasks> extends PoolFront<Tasks> {
  readonly size: number;
  protected readonly queue = new TaskQueue();
  protected readonly runners = new Set<Runner>();
  /** Starts one more runner, without a task. Call it when there is a task for it that is not cancelled. */
  protected readonly start: () => Runner;

  constructor(module: URL, { size, startRunner = startThread }: ThreadPoolOptions) {
    super();
    this.size = size;
    this.start = () => {
      const runner = startRunner(module, {
        onAnswer: (task, outcome) => this.#settle(task, outcome),
        onExit: (unanswered, reason) => this.replace(runner, unanswered, reason),
      });
      this.runners.add(runner);
      return runner;
    };
  }

  /** A task has come: `submit` calls this. */
  protected add(task: Task): void {
    this.queue.push(task); // TODO: and then?
  }

  protected handOut(): void {
    // TODO: as long as a task is in line and there is a runner for it, give it to that runner.
  }

  /** A runner has answered. */
  #settle(_task: Task, _outcome: Outcome): void {} // TODO: the future first, then the next task.

  /** A runner has ended: the next exercise. Until then no thread may die. */
  protected replace(_runner: Runner, _tasks: readonly Task[], _why: WorkerDiedError): void {}

  /** Until the next exercise, it waits for no task. */
  close(): Promise<void> {
    return this.terminate();
  }

  async terminate(): Promise<void> {
    for (let task = this.queue.take(); task; task = this.queue.take()) task.future.cancel();
    for (const runner of this.runners) for (const { future } of runner.tasks()) future.cancel();
    await Promise.all([...this.runners].map((runner) => runner.terminate()));
  }
}
