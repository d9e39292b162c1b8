// Exercise `thread-pool`: the basic pool, whose threads may die, and which can be closed.

import type { WorkerDiedError } from "#lesson/07-pools/pool.ts";
import type { Runner } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import { BasicPool } from "#solution/07-pools/basic-pool.ts";

/** `queue`, `runners`, `start` and `handOut` are those of the basic pool, for you to use. */
export class ThreadPool<Tasks> extends BasicPool<Tasks> {
  #isClosed = false;

  protected override add(task: Task): void {
    // TODO: throw a PoolClosedError if it is closed.
    super.add(task);
  }

  /** Runs after each event: a task has come, a runner has answered, and a runner has ended. */
  protected override handOut(): void {
    super.handOut();
    // TODO: if all is done now, tell each `close` that waits for it.
  }

  protected override replace(
    _runner: Runner,
    _unanswered: readonly Task[],
    _reason: WorkerDiedError,
  ): void {
    // TODO: take the runner out. Reject what it had begun, and put the rest back. Hand out.
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    // TODO: wait until all that was accepted is done. It may be done already.
    await this.terminate();
  }

  /** The basic pool cancels what has not begun, and ends the threads. */
  override async terminate(): Promise<void> {
    this.#isClosed = true;
    await super.terminate();
  }
}
