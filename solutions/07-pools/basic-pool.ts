// A few threads, started once, for any number of tasks, as long as no thread dies.

import type { WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { PoolFront } from "#lesson/07-pools/pool-front.ts";
import type { Outcome, Runner, StartRunner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { TaskQueue } from "#lesson/07-pools/task-queue.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";

export interface ThreadPoolOptions {
  /** How many threads at most; each starts when there is a task for it that is not cancelled. */
  size: number;
  /** By default, a thread. */
  startRunner?: StartRunner;
}

export class BasicPool<Tasks> extends PoolFront<Tasks> {
  readonly size: number;
  protected readonly queue = new TaskQueue();
  protected readonly runners = new Set<Runner>();
  /** Starts one more runner, without a task. */
  protected readonly start: () => Runner;

  /**
   * @param module exports the functions that tasks call; `Tasks` is its type
   * @throws RangeError if `size` is not a positive whole number
   */
  constructor(module: URL, { size, startRunner = startThread }: ThreadPoolOptions) {
    super();
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`expected a positive whole number of threads, got ${size}`);
    }
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
    this.queue.push(task);
    this.handOut();
  }

  /** Gives tasks to runners, as long as a task is in line and there is a runner for it. */
  protected handOut(): void {
    while (!this.queue.isEmpty) {
      const idle = [...this.runners].find(({ taskCount }) => taskCount === 0);
      if (!idle && this.runners.size === this.size) return;
      const task = this.queue.take();
      if (task && !task.future.isDone) (idle ?? this.start()).run(task);
    }
  }

  /** A runner has answered. */
  #settle({ future }: Task, outcome: Outcome): void {
    if (outcome.kind === "result") future.fulfill(outcome.result);
    if (outcome.kind === "error") future.reject(outcome.error);
    this.handOut();
  }

  /** A runner has ended. `ThreadPool` mends that; here no thread may die. */
  protected replace(
    _runner: Runner,
    _unanswered: readonly Task[],
    _reason: WorkerDiedError,
  ): void {}

  /** Waits for no task. `ThreadPool` does. */
  close(): Promise<void> {
    return this.terminate();
  }

  async terminate(): Promise<void> {
    for (let task = this.queue.take(); task; task = this.queue.take()) task.future.cancel();
    for (const runner of this.runners) for (const { future } of runner.tasks()) future.cancel();
    await Promise.all([...this.runners].map((runner) => runner.terminate()));
  }
}
