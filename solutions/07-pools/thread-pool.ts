// A pool of threads that may die, and that can be closed. Each task has one outcome, whatever dies.

import { PoolClosedError, type WorkerDiedError } from "#lesson/07-pools/pool.ts";
import type { Runner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { BasicPool } from "#solution/07-pools/basic-pool.ts";

/** Hands a runner the next task before it has answered the last, where it has room for it. */
export class ThreadPool<Tasks> extends BasicPool<Tasks> {
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

  protected override add(task: Task): void {
    if (this.#isClosed) throw new PoolClosedError();
    super.add(task);
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    if (!this.#isIdle) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    await this.terminate();
  }

  override async terminate(): Promise<void> {
    this.#isClosed = true;
    await super.terminate();
  }

  get #isIdle(): boolean {
    return this.queue.isEmpty && [...this.runners].every(({ taskCount }) => taskCount === 0);
  }

  protected override handOut(): void {
    for (let task = this.queue.peek(); task; task = this.queue.peek()) {
      const isWaiting = task.future.state === "pending";
      const runner = isWaiting ? this.#chooseRunner(task) : undefined;
      if (isWaiting && !runner) return;
      this.queue.take();
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
    for (const runner of this.runners) {
      if (runner.hasRoom && (!best || runner.taskCount < best.taskCount)) best = runner;
    }
    if (best?.taskCount === 0) return best;
    if (this.runners.size < this.size) return this.start();
    // What was transferred to a runner cannot be handed to another.
    return task.transfer.length === 0 ? best : undefined;
  }

  /** No task waits behind another while a runner has nothing to do: that one gets it too. */
  #shareOut(): void {
    for (const idle of this.runners) {
      if (idle.taskCount > 0) continue;
      const task = this.#findWaiting();
      if (!task) return;
      // Both have it now. Whoever claims it first runs it, the other skips it.
      idle.run(task);
    }
    // One has died, and the others are busy.
    const task = this.runners.size < this.size ? this.#findWaiting() : undefined;
    if (task) this.start().run(task);
  }

  #findWaiting(): Task | undefined {
    for (const runner of this.runners) {
      if (runner.taskCount < 2) continue;
      for (const task of runner.tasks()) {
        if (task.future.state === "pending" && task.transfer.length === 0) return task;
      }
    }
    return undefined;
  }

  /** What the runner had begun ends with it; what it had not goes to another. */
  protected override replace(
    runner: Runner,
    unanswered: readonly Task[],
    reason: WorkerDiedError,
  ): void {
    this.runners.delete(runner);
    for (const task of [...unanswered].reverse()) {
      if (task.future.isDone) continue;
      if (task.future.runner === runner.number) task.future.reject(reason);
      else this.queue.putBack(task);
    }
    this.handOut();
  }
}
