// right: keeps a list of idle runners, hands out cancelled tasks too, waits for futures on close

import { PoolClosedError, type WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { PoolFront } from "#lesson/07-pools/pool-front.ts";
import type { Outcome, Runner, StartRunner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { TaskQueue } from "#lesson/07-pools/task-queue.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";
import type { Future } from "#solution/07-pools/future.ts";

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
  #idle: Runner[] = [];
  readonly #unsettled = new Set<Future>();

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
    const { future } = task;
    this.#unsettled.add(future);
    future.onDone(() => this.#unsettled.delete(future));
    this.#queue.push(task);
    this.#next();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#unsettled].map((future) => future.error()));
    await this.terminate();
  }

  async terminate(): Promise<void> {
    this.#isClosed = true;
    const runners = [...this.#runners];
    for (let task = this.#queue.take(); task; task = this.#queue.take()) task.future.cancel();
    for (const runner of runners) for (const { future } of runner.tasks()) future.cancel();
    await Promise.all(runners.map((runner) => runner.terminate()));
  }

  #next(): void {
    const isStarting = this.#idle.length === 0 && this.#runners.size < this.size;
    if (this.#queue.isEmpty || (this.#idle.length === 0 && !isStarting)) return;
    const runner = this.#idle.pop() ?? this.#start();
    const task = this.#queue.take();
    if (task) runner.run(task);
    this.#next();
  }

  #settle({ future }: Task, outcome: Outcome): void {
    for (const runner of this.#runners) {
      if (runner.taskCount === 0 && !this.#idle.includes(runner)) this.#idle.push(runner);
    }
    if (outcome.kind === "result") future.fulfill(outcome.result);
    else if (outcome.kind === "error") future.reject(outcome.error);
    this.#next();
  }

  #replace(runner: Runner, unanswered: readonly Task[], reason: WorkerDiedError): void {
    this.#runners.delete(runner);
    this.#idle = this.#idle.filter((other) => other !== runner);
    for (const task of unanswered) {
      if (task.future.isDone) continue;
      if (task.future.runner === runner.number) task.future.reject(reason);
      else this.#queue.putBack(task);
    }
    this.#next();
  }
}
