// What a pool asks of one of its workers, and what it hears from it.

import type { WorkerDiedError } from "./pool.ts";
import type { Task } from "./task.ts";

/** How a task ended. `skipped`: its future was cancelled, or claimed by another runner. */
export type Outcome =
  | { kind: "result"; result: unknown }
  | { kind: "error"; error: unknown }
  | { kind: "skipped" };

/** Runs one task after the other, in the order in which it gets them. */
export interface Runner {
  /** Positive, and another for each runner: it claims a task by `task.future.start(number)`. */
  readonly number: number;
  /** How many tasks it was handed and has not answered. */
  readonly taskCount: number;
  /** Whether it takes one more. True if it has none. */
  readonly hasRoom: boolean;
  /** Those that it was handed and has not answered, the one that it runs first. */
  tasks(): Iterable<Task>;
  run(task: Task): void;
  /** Ends it by force. Resolves after `onExit`. */
  terminate(): Promise<void>;
}

/** They are called later, never by `run` itself. */
export interface RunnerEvents {
  /** The task is no longer among its `tasks`. Nothing has settled the future yet. */
  onAnswer(task: Task, outcome: Outcome): void;
  /**
   * It has ended, asked or not, and answers nothing any more.
   *
   * @param unanswered its `tasks`. A cell that holds its number tells of a task that it had begun.
   */
  onExit(unanswered: readonly Task[], reason: WorkerDiedError): void;
}

export type StartRunner = (module: URL, events: RunnerEvents) => Runner;
