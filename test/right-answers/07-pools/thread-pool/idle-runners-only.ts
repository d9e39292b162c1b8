// right: hands tasks to idle runners alone, and lets none wait inside a runner

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

  #whenIdle: (() => void)[] = [];

  async close(): Promise<void> {
    this.#isClosed = true;
    if (!this.#isIdle) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    await this.terminate();
  }

  get #isIdle(): boolean {
    return this.#queue.isEmpty && [...this.#runners].every(({ taskCount }) => taskCount === 0);
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
      let runner = [...this.#runners].find(({ taskCount }) => taskCount === 0);
      if (!runner && this.#runners.size < this.size) runner = this.#start();
      if (!runner) return;
      const task = this.#queue.take();
      if (task && !task.future.isDone) runner.run(task);
    }
    if (this.#isIdle) for (const tell of this.#whenIdle.splice(0)) tell();
  }

  #settle(task: Task, outcome: Outcome): void {
    if (outcome.kind === "result") task.future.fulfill(outcome.result);
    else if (outcome.kind === "error") task.future.reject(outcome.error);
    this.#handOut();
  }

  #replace(runner: Runner, unanswered: readonly Task[], reason: WorkerDiedError): void {
    this.#runners.delete(runner);
    for (const task of [...unanswered].reverse()) {
      if (task.future.isDone) continue;
      if (task.future.runner === runner.number) task.future.reject(reason);
      else this.#queue.putBack(task);
    }
    this.#handOut();
  }
}
