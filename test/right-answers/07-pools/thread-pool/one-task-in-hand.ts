// right: a runner gets its next task when it has answered the last

import { PoolClosedError, type WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { PoolFront } from "#lesson/07-pools/pool-front.ts";
import type { Outcome, Runner, StartRunner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { TaskQueue } from "#lesson/07-pools/task-queue.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";

export interface ThreadPoolOptions {
  size: number;
  startRunner?: StartRunner;
}

export class ThreadPool<Tasks> extends PoolFront<Tasks> {
  readonly size: number;
  readonly #queue = new TaskQueue();
  readonly #runners = new Set<Runner>();
  readonly #start: () => Runner;
  #isClosed = false;
  #onChange: (() => void)[] = [];

  constructor(module: URL, { size, startRunner = startThread }: ThreadPoolOptions) {
    super();
    this.size = size;
    this.#start = () => {
      const runner = startRunner(module, {
        onAnswer: (task, outcome) => this.#settle(task, outcome),
        onExit: (unanswered, reason) => this.#replace(runner, unanswered, reason),
      });
      this.#runners.add(runner);
      return runner;
    };
  }

  protected add(task: Task): void {
    if (this.#isClosed) throw new PoolClosedError();
    this.#queue.push(task);
    this.#handOut();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    while (!this.#queue.isEmpty || this.#findBusy()) {
      await new Promise<void>((resolve) => this.#onChange.push(resolve));
    }
    await this.terminate();
  }

  async terminate(): Promise<void> {
    this.#isClosed = true;
    const runners = [...this.#runners];
    for (let task = this.#queue.take(); task; task = this.#queue.take()) task.future.cancel();
    for (const runner of runners) for (const { future } of runner.tasks()) future.cancel();
    await Promise.all(runners.map((runner) => runner.terminate()));
  }

  #handOut(): void {
    while (!this.#queue.isEmpty) {
      const idle = [...this.#runners].find((runner) => runner.taskCount === 0);
      if (!idle && this.#runners.size >= this.size) break;
      const task = this.#queue.take();
      if (task && !task.future.isDone) (idle ?? this.#start()).run(task);
    }
    for (const look of this.#onChange.splice(0)) look();
  }

  #findBusy(): Runner | undefined {
    return [...this.#runners].find((runner) => runner.taskCount > 0);
  }

  #settle({ future }: Task, outcome: Outcome): void {
    switch (outcome.kind) {
      case "result":
        future.fulfill(outcome.result);
        break;
      case "error":
        future.reject(outcome.error);
        break;
    }
    this.#handOut();
  }

  #replace(runner: Runner, unanswered: readonly Task[], reason: WorkerDiedError): void {
    this.#runners.delete(runner);
    for (const task of unanswered) {
      if (task.future.state === "running") task.future.reject(reason);
      else if (!task.future.isDone) this.#queue.push(task);
    }
    this.#handOut();
  }
}
