// right: as the stub has it, with one promise for the end, resolved in `handOut`

import { PoolClosedError, type WorkerDiedError } from "#lesson/07-pools/pool.ts";
import type { Runner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { BasicPool } from "#solution/07-pools/basic-pool.ts";

/** `queue`, `runners`, `start` and `handOut` are those of the basic pool, for you to use. */
export class ThreadPool<Tasks> extends BasicPool<Tasks> {
  #isClosed = false;
  readonly #allDone = allDone();

  get #isIdle(): boolean {
    if (!this.#isClosed) return false;
    return this.queue.isEmpty && [...this.runners].every((runner) => runner.taskCount === 0);
  }

  protected override add(task: Task): void {
    if (this.#isClosed) throw new PoolClosedError();
    super.add(task);
  }

  /** Runs after each event: a task has come, a runner has answered, and a runner has ended. */
  protected override handOut(): void {
    super.handOut();
    if (this.#isIdle) this.#allDone.resolve();
  }

  protected override replace(
    runner: Runner,
    unanswered: readonly Task[],
    reason: WorkerDiedError,
  ): void {
    this.runners.delete(runner);
    for (const task of unanswered) {
      if (task.future.runner === runner.number) task.future.reject(reason);
      else this.queue.putBack(task);
    }
    this.handOut();
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    this.handOut();
    await this.#allDone.promise;
    await this.terminate();
  }

  /** The basic pool cancels what has not begun, and ends the threads. */
  override async terminate(): Promise<void> {
    this.#isClosed = true;
    await super.terminate();
  }
}

function allDone(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((onDone) => {
    resolve = onDone;
  });
  return { promise, resolve };
}
