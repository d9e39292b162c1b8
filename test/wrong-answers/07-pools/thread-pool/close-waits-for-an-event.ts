// wrong: waits for the next answer even if all tasks are done
// verdict: never-settles
// says: closes at once if there is nothing to do
// hint: If all is done when `close` is called, no answer will come any more. Look first, then wait.

import { PoolClosedError, type WorkerDiedError } from "#lesson/07-pools/pool.ts";
import { PoolFront } from "#lesson/07-pools/pool-front.ts";
import type { Outcome, Runner, StartRunner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { TaskQueue } from "#lesson/07-pools/task-queue.ts";
import { startThread } from "#lesson/07-pools/task-thread.ts";

export interface ThreadPoolOptions {
  /** How many threads at most; each starts when there is a task for it. */
  size: number;
  /** By default, a thread. */
  startRunner?: StartRunner;
}

export class ThreadPool<Tasks> extends PoolFront<Tasks> {
  readonly size: number;
  readonly #module: URL;
  readonly #startRunner: StartRunner;
  readonly #queue = new TaskQueue();
  readonly #runners = new Set<Runner>();
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

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
    this.#module = module;
    this.#startRunner = startRunner;
  }

  protected add(task: Task): void {
    if (this.#isClosed) throw new PoolClosedError();
    this.#queue.push(task);
    this.#handOut();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    await this.terminate();
  }

  async terminate(): Promise<void> {
    this.#isClosed = true;
    for (let task = this.#queue.take(); task; task = this.#queue.take()) task.future.cancel();
    const runners = [...this.#runners];
    for (const runner of runners) for (const { future } of runner.tasks()) future.cancel();
    await Promise.all(runners.map((runner) => runner.terminate()));
  }

  get #isIdle(): boolean {
    return this.#queue.isEmpty && [...this.#runners].every(({ taskCount }) => taskCount === 0);
  }

  #handOut(): void {
    for (let task = this.#queue.peek(); task; task = this.#queue.peek()) {
      const isWaiting = task.future.state === "pending";
      const runner = isWaiting ? this.#chooseRunner(task) : undefined;
      if (isWaiting && !runner) return;
      this.#queue.take();
      runner?.run(task);
    }
    this.#shareOut();
    if (this.#whenIdle.length > 0 && this.#isIdle) {
      for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  /** The one with the fewest tasks, of those that have room; a new one before anybody has to wait. */
  #chooseRunner(task: Task): Runner | undefined {
    let best: Runner | undefined;
    for (const runner of this.#runners) {
      if (runner.hasRoom && (!best || runner.taskCount < best.taskCount)) best = runner;
    }
    if (best?.taskCount === 0) return best;
    if (this.#runners.size < this.size) return this.#start();
    // What was transferred to a runner cannot be handed to another.
    return task.transfer.length === 0 ? best : undefined;
  }

  /** No task waits behind another while a runner has nothing to do: it is handed to that one too. */
  #shareOut(): void {
    for (const idle of this.#runners) {
      if (idle.taskCount > 0) continue;
      const task = this.#findWaiting();
      if (!task) return;
      // Both have it now. Whoever claims it first runs it, the other skips it.
      idle.run(task);
    }
  }

  #findWaiting(): Task | undefined {
    for (const runner of this.#runners) {
      if (runner.taskCount < 2) continue;
      for (const task of runner.tasks()) {
        if (task.future.state === "pending" && task.transfer.length === 0) return task;
      }
    }
    return undefined;
  }

  #start(): Runner {
    const runner = this.#startRunner(this.#module, {
      onAnswer: (task, outcome) => this.#settle(task, outcome),
      onExit: (unanswered, reason) => this.#replace(runner, unanswered, reason),
    });
    this.#runners.add(runner);
    return runner;
  }

  #settle({ future }: Task, outcome: Outcome): void {
    if (outcome.kind === "result") future.fulfill(outcome.result);
    if (outcome.kind === "error") future.reject(outcome.error);
    this.#handOut();
  }

  /** What the runner had begun ends with it; what it had not goes to another. */
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
