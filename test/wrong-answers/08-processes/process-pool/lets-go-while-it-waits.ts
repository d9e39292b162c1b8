// wrong: waits for a process that it does not hold
// verdict: test-failed
// says: held while terminate() waits
// hint: A program that waits for a process which it does not hold may end in the middle of its wait, with exit code 13. Hold it until it is gone.

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
  size: number;
  fork?: Fork;
}

export class ProcessPool<Tasks> extends ThreadPool<Tasks> {
  constructor(module: URL, { size, fork = forkServer }: ProcessPoolOptions) {
    super(module, {
      size,
      startRunner: (module, events) =>
        new TaskProcess(fork(module, { serialization: "advanced" }), events),
    });
  }
}

let startedProcesses = 0;

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
    child.on("error", (error) => (this.#error = error));
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
    task.future.start(this.number);
    const call: Call = [task.name, task.args];
    try {
      this.#child.send(call as Serializable, () => {});
    } catch (error) {
      process.nextTick(() => this.#answer({ kind: "error", error }));
    }
  }

  async terminate(): Promise<void> {
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
