// A process that runs one test file. It is started ahead of time and leads its own process group.

import { type ChildProcess, fork } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PoolOptions, PoolWorker, WorkerRequest, WorkerResponse } from "vitest/node";
import { killGroup } from "../../process/process-group.ts";

// `import.meta.url` is this source's, in the compiled program too: compile.mjs sees to that.
const loadFirst = (name: string) => [
  "--import",
  new URL(`../answer/${name}`, import.meta.url).href,
];
const forkArguments = [
  "--max-old-space-size=512",
  // A process that is asked where it is opens its inspector on a free port.
  "--inspect-port=127.0.0.1:0",
  ...loadFirst("report-sleepers.mjs"),
];

let forksStarted = 0;

export class Fork implements PoolWorker {
  readonly name = "interleave";
  readonly cacheFs = true;
  readonly process: ChildProcess;
  /** Where the process says what it is doing, a JSON line at a time. */
  readonly journalFile: string;
  #isKilled = false;
  /** It has said that it can run tests. */
  #hasStarted = false;
  readonly #guarded = new Map<unknown, (value: unknown) => void>();

  /** @param explorer URL of the explorer to warm up in this process */
  constructor(options: PoolOptions, journalFolder: string, explorer?: string) {
    forksStarted += 1;
    this.journalFile = join(journalFolder, `${process.pid}-${forksStarted}.jsonl`);
    this.process = fork(resolve(options.distPath, "workers/forks.js"), [], {
      execArgv: explorer ? [...forkArguments, ...loadFirst("warm-up.mjs")] : forkArguments,
      env: {
        ...options.env,
        INTERLEAVE_JOURNAL: this.journalFile,
        ...(explorer ? { INTERLEAVE_WARM_UP: explorer } : {}),
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      detached: true,
    });
    this.ignoreErrors();
    this.process.on("message", (message: unknown) => {
      const { type } = Object(message) as { type?: unknown };
      if (type === "started") this.#hasStarted = true;
    });
    this.process.once("exit", () => {
      if (!this.#hasStarted) this.#answerStart();
    });
  }

  /** Whether it may run tests. */
  get isRunning(): boolean {
    const { connected, exitCode, signalCode } = this.process;
    return !this.#isKilled && connected && exitCode === null && signalCode === null;
  }

  async start(): Promise<void> {}

  /** After a run. */
  async stop(): Promise<void> {
    await this.kill();
  }

  /** Resolves when nothing of it is left. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    await killGroup(this.process);
  }

  removeJournal(): void {
    rmSync(this.journalFile, { force: true });
  }

  send(message: WorkerRequest): void {
    if (message.type === "stop") this.#answerStop();
    else if (this.process.connected) this.process.send(message);
  }

  on(event: string, callback: (value: unknown) => void): void {
    if (event !== "exit") {
      this.process.on(event, callback);
      return;
    }
    // Vitest throws at the end of a process while nobody listens to what it says: then nobody has to be told.
    const guarded = (value: unknown): void => {
      try {
        callback(value);
      } catch {}
    };
    this.#guarded.set(callback, guarded);
    this.process.on(event, guarded);
  }

  off(event: string, callback: (value: unknown) => void): void {
    this.process.off(event, (event === "exit" && this.#guarded.get(callback)) || callback);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  /** In place of the process: Vitest waits a minute for one that has died on its way up, and runs nothing meanwhile. */
  #answerStart(): void {
    const error = new Error("the process ended before it could run tests");
    this.#answer({ type: "started", error, __vitest_worker_response__: true });
  }

  /** In place of the process: it is killed next, and an answer could keep it from answering. */
  #answerStop(): void {
    setImmediate(() => this.#answer({ type: "stopped", __vitest_worker_response__: true }));
  }

  #answer(response: WorkerResponse): void {
    this.process.emit("message", response);
  }

  /** A message to a process that has died is answered by its `exit`, not by this error. */
  protected ignoreErrors(): void {
    this.process.on("error", () => {});
  }
}
