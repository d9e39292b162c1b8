// Exercise `thread-pool`: a few threads for any number of tasks, and one outcome for each task.

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
    if (this.#isClosed) return; // TODO: throw a PoolClosedError. What is queued must be handed out.
    this.#queue.push(task);
  }

  async close(): Promise<void> {
    // TODO: accept no more tasks; wait until all that were accepted are done.
    await this.terminate();
  }

  async terminate(): Promise<void> {
    this.#isClosed = true;
    const runners = [...this.#runners];
    for (let task = this.#queue.take(); task; task = this.#queue.take()) task.future.cancel();
    for (const runner of runners) for (const { future } of runner.tasks()) future.cancel();
    await Promise.all(runners.map((runner) => runner.terminate()));
  }

  // TODO: hand tasks out while one waits and a runner has none. `#start` one as long as there are
  // fewer than `size` and all have a task.

  #settle(_task: Task, _outcome: Outcome): void {} // TODO: the future; and who has time for more?

  // TODO: a task whose cell holds the runner's number ran when it died. Another one did not.
  #replace(_runner: Runner, _unanswered: readonly Task[], _reason: WorkerDiedError): void {}
}
