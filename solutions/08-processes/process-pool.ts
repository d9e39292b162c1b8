// The pool of lesson 07 with processes in place of threads: nothing shared, everything sent.

import type { Serializable } from "node:child_process";
import { WorkerDiedError } from "#lesson/07-pools/pool.ts";
import type { Outcome, Runner, RunnerEvents } from "#lesson/07-pools/runner.ts";
import type { Task } from "#lesson/07-pools/task.ts";
import {
  type Answer,
  type Call,
  type Fork,
  forkServer,
  hold,
  type PoolChild,
  toOutcome,
} from "#lesson/08-processes/pool-child.ts";
import { ThreadPool } from "#solution/07-pools/thread-pool.ts";

export interface ProcessPoolOptions {
  /** How many processes at most; each starts when there is a task for it. */
  size: number;
  /** By default, a process of Node. */
  fork?: Fork;
}

/**
 * Arguments and results are copied, whatever `transfer` says. Memory cannot be shared: a
 * SharedArrayBuffer among the arguments rejects the future.
 */
export class ProcessPool<Tasks> extends ThreadPool<Tasks> {
  /**
   * @param module exports the functions that tasks call; `Tasks` is its type
   * @throws RangeError if `size` is not a positive whole number
   */
  constructor(module: URL, { size, fork = forkServer }: ProcessPoolOptions) {
    super(module, {
      size,
      startRunner: (module, events) =>
        new TaskProcess(fork(module, { serialization: "advanced" }), events),
    });
  }
}

let startedProcesses = 0;

/** One task in hand, no more: a task that was sent cannot be taken back. */
class TaskProcess implements Runner {
  readonly number = ++startedProcesses;
  #task: Task | undefined;
  #error: Error | undefined;
  readonly #child: PoolChild;
  readonly #events: RunnerEvents;
  readonly #closed: Promise<void>;

  constructor(child: PoolChild, events: RunnerEvents) {
    this.#child = child;
    this.#events = events;
    child.on("message", (message) => this.#answer(toOutcome(message as Answer)));
    // Without a listener, a process that cannot be started or reached would end the program.
    child.on("error", (error) => (this.#error = error));
    // `exit` may come before the last message does; `close` comes after it.
    this.#closed = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        this.#close(signal ?? `exit code ${code}`);
        resolve();
      });
    });
    hold(child, false);
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

  run(task: Task): void {
    this.#task = task;
    hold(this.#child, true);
    // The process cannot see the future's cell, so we claim the task for it.
    task.future.start(this.number);
    const call: Call = [task.name, task.args];
    try {
      this.#child.send(call as Serializable, () => {});
    } catch (error) {
      process.nextTick(() => this.#answer({ kind: "error", error }));
    }
  }

  async terminate(): Promise<void> {
    hold(this.#child, true);
    this.#child.kill("SIGKILL");
    await this.#closed;
  }

  #answer(outcome: Outcome): void {
    const task = this.#task;
    if (!task) return;
    this.#task = undefined;
    hold(this.#child, false);
    this.#events.onAnswer(task, outcome);
  }

  #close(why: string): void {
    const unanswered = this.#task ? [this.#task] : [];
    this.#task = undefined;
    this.#events.onExit(
      unanswered,
      new WorkerDiedError(this.#error?.message ?? why, { cause: this.#error }),
    );
  }
}
