// A thread of a pool, seen from outside: hands it tasks, in as few messages as may be.

import type { Worker } from "node:worker_threads";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { Pace } from "./pace.ts";
import { WorkerDiedError } from "./pool.ts";
import type { Outcome, Runner, RunnerEvents } from "./runner.ts";
import type { Task } from "./task.ts";

const serveTasks = new URL("./serve-tasks.mjs", import.meta.url);
/** The answers of a batch come together, so none but the quickest tasks share one. */
const quick = 1 / 10;
let startedThreads = 0;

export function startThread(module: URL, events: RunnerEvents): Runner {
  return new TaskThread(module, events);
}

class TaskThread implements Runner {
  readonly number = ++startedThreads;
  /** Each task in hand with its share of the work in hand, in the order of their answers. */
  readonly #shares = new Map<Task, number>();
  #workInHand = 0;
  #unposted: Task[] = [];
  #isReady = false;
  #cause: unknown;
  readonly #pace = new Pace();
  readonly #worker: Worker;
  readonly #events: RunnerEvents;

  /** @param module what exports the functions */
  constructor(module: URL, events: RunnerEvents) {
    this.#events = events;
    this.#worker = startWorker(serveTasks, {
      name: `pool-${this.number}`,
      workerData: { number: this.number, module: module.href },
    });
    this.#worker.on("message", (message: unknown[]) => this.#receive(message));
    this.#worker.on("error", (error) => (this.#cause = error));
    this.#worker.on("messageerror", (error) => {
      this.#cause = error;
      void this.#worker.terminate();
    });
    this.#worker.on("exit", (exitCode) => this.#exit(exitCode));
    // A thread without a task keeps no program running.
    this.#worker.unref();
  }

  get taskCount(): number {
    return this.#shares.size;
  }

  get hasRoom(): boolean {
    return this.#shares.size < 2 || this.#workInHand < 1;
  }

  tasks(): Iterable<Task> {
    return this.#shares.keys();
  }

  run(task: Task): void {
    if (this.#shares.size === 0) this.#worker.ref();
    if (this.#unposted.length === 0) process.nextTick(() => this.#post());
    this.#unposted.push(task);
    const share = this.#pace.shareOf(task.name);
    this.#shares.set(task, share);
    this.#workInHand += share;
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #post(): void {
    let batch: Task[] = [];
    for (const task of this.#unposted.splice(0)) {
      if (this.#pace.shareOf(task.name) <= quick) batch.push(task);
      else {
        this.#send(batch);
        this.#send([task]);
        batch = [];
      }
    }
    this.#send(batch);
  }

  #send(batch: readonly Task[]): void {
    if (batch.length === 0) return;
    const message = batch.map(({ future, name, args }) => [future.cell, name, args]);
    try {
      this.#worker.postMessage(
        message,
        batch.flatMap(({ transfer }) => transfer),
      );
    } catch (error) {
      const [task] = batch;
      if (batch.length > 1) for (const one of batch) this.#send([one]);
      else if (task?.future.start(this.number)) this.#answer(task, { kind: "error", error });
      else if (task) this.#answer(task, { kind: "skipped" });
    }
  }

  /** The thread answers in the order in which it got its tasks. */
  #receive(message: unknown[]): void {
    if (message[0] === "ready") {
      this.#isReady = true;
      return;
    }
    for (let index = 0; index < message.length; index += 3) {
      const [task] = this.#shares.keys();
      if (!task) return;
      const [kind, value, ms] = message.slice(index, index + 3);
      if (kind !== "skipped") this.#pace.note(task.name, ms as number);
      this.#answer(task, toOutcome(kind, value));
    }
  }

  #answer(task: Task, outcome: Outcome): void {
    this.#workInHand -= this.#shares.get(task) ?? 0;
    this.#shares.delete(task);
    if (this.#shares.size === 0) {
      this.#workInHand = 0;
      this.#worker.unref();
    }
    this.#events.onAnswer(task, outcome);
  }

  #exit(exitCode: number): void {
    const unanswered = [...this.#shares.keys()];
    // One that dies before it is ready takes its first task along: a module that cannot be loaded
    // would else be started forever. What was transferred to it is gone.
    const lost = unanswered.filter(
      ({ transfer }, index) => transfer.length > 0 || (index === 0 && !this.#isReady),
    );
    for (const { future } of lost) future.start(this.number);
    this.#shares.clear();
    this.#unposted = [];
    const cause = this.#cause instanceof Error ? this.#cause : undefined;
    const why = cause ? cause.message : `exit code ${exitCode}`;
    this.#events.onExit(unanswered, new WorkerDiedError(why, { cause: this.#cause }));
  }
}

function toOutcome(kind: unknown, value: unknown): Outcome {
  if (kind === "skipped") return { kind };
  if (kind === "result") return { kind, result: value };
  const [error, properties] = value as [unknown, object];
  if (error instanceof Error) {
    // Unlike an assignment, it does not throw where a property is read-only.
    for (const [name, property] of Object.entries(properties)) Reflect.set(error, name, property);
  }
  return { kind: "error", error };
}
