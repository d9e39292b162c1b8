// Exercise `process-pool`: the pool of lesson 07 with processes in place of threads.

import type { Runner, RunnerEvents } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { type Fork, forkServer, hold, type PoolChild } from "#lesson/08-processes/pool-child.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

export interface ProcessPoolOptions {
  size: number;
  fork?: Fork;
}

export class ProcessPool<Tasks> extends ThreadPool<Tasks> {
  constructor(module: URL, { size, fork = forkServer }: ProcessPoolOptions) {
    super(module, {
      size,
      startRunner: (module, events) =>
        // TODO: JSON loses dates, maps and bytes on the way. Which serialization keeps them?
        new TaskProcess(fork(module, { serialization: "json" }), events),
    });
  }
}

let startedProcesses = 0;

class TaskProcess implements Runner {
  readonly number = ++startedProcesses;
  #task: Task | undefined;
  readonly #child: PoolChild;
  readonly #events: RunnerEvents;

  constructor(child: PoolChild, events: RunnerEvents) {
    this.#child = child;
    this.#events = events;
    hold(child, false);
    // TODO: each "message" is an Answer: `toOutcome` it. Which event comes when no more messages
    // will come? An "error" without a listener ends the program. It is not the end of the process,
    // but the `cause` of the WorkerDiedError then.
  }

  get taskCount(): number {
    return this.#task ? 1 : 0;
  }

  get hasRoom(): boolean {
    return this.#task === undefined;
  }

  tasks(): Iterable<Task> {
    return this.#task ? [this.#task] : [];
  }

  // TODO: claim the task by `future.start`, send its call; `hold` the process until the answer.
  run(_task: Task): void {}

  // TODO: end it by force; `hold` it, and resolve when it has ended.
  async terminate(): Promise<void> {}
}
