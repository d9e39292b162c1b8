// right: keeps the runners that have nothing to do on a stack

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
  readonly #idle: Runner[] = [];
  protected readonly queue = new TaskQueue();
  protected readonly runners = new Set<Runner>();
  /** Starts one more runner, without a task. */
  protected readonly start: () => Runner;

  constructor(module: URL, { size, startRunner = startThread }: ThreadPoolOptions) {
    super();
    this.size = size;
    this.start = () => {
      const runner = startRunner(module, {
        onAnswer: (task, outcome) => this.#settle(runner, task, outcome),
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

  protected handOut(): void {
    for (let next = this.queue.peek(); next; next = this.queue.peek()) {
      if (next.future.isDone) {
        this.queue.take();
        continue;
      }
      if (this.#idle.length === 0 && this.runners.size < this.size) this.#idle.push(this.start());
      const runner = this.#idle.pop();
      if (!runner) return;
      runner.run(this.queue.take() as Task);
    }
  }

  /** A runner has answered. */
  #settle(runner: Runner, task: Task, outcome: Outcome): void {
    if (outcome.kind === "error") task.future.reject(outcome.error);
    else if (outcome.kind === "result") task.future.fulfill(outcome.result);
    this.#idle.push(runner);
    this.handOut();
  }

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
