// A process that runs one test file. It is started ahead of time and leads its own process group.

import { type ChildProcess, fork } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PoolOptions, PoolWorker, WorkerRequest, WorkerResponse } from "vitest/node";
import { killGroup } from "../../process/process-group.ts";
import { forgetSleepers, removeSleepers } from "../sleepers.mjs";

// `import.meta.url` is this source's, in the compiled program too: compile.mjs sees to that.
const forkArguments = [
  "--max-old-space-size=512",
  // A process that is asked where it is opens its inspector on a free port.
  "--inspect-port=127.0.0.1:0",
  "--import",
  new URL("../answer/report-sleepers.mjs", import.meta.url).href,
];

let forksStarted = 0;

export class Fork implements PoolWorker {
  readonly name = "interleave";
  readonly cacheFs = true;
  readonly process: ChildProcess;
  /** Where the process says what it is doing, a JSON line at a time. */
  readonly journalFile: string;
  #onFree: (() => void) | undefined;
  readonly #environments: PoolOptions["project"]["vite"]["environments"];
  #isKilled = false;
  /** It has said that it can run tests. */
  #hasStarted = false;

  constructor(options: PoolOptions, journalFolder: string) {
    this.#environments = options.project.vite.environments;
    forksStarted += 1;
    this.journalFile = join(journalFolder, `${process.pid}-${forksStarted}.jsonl`);
    this.process = fork(resolve(options.distPath, "workers/forks.js"), [], {
      execArgv: forkArguments,
      env: { ...options.env, INTERLEAVE_JOURNAL: this.journalFile },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      detached: true,
    });
    this.#listen();
  }

  /** Whether it may run tests. */
  get isRunning(): boolean {
    const { connected, exitCode, signalCode } = this.process;
    return !this.#isKilled && connected && exitCode === null && signalCode === null;
  }

  async start(): Promise<void> {}

  /** After a run. */
  async stop(): Promise<void> {
    const onFree = this.#onFree;
    this.#onFree = undefined;
    if (!onFree || !this.isRunning) return await this.kill();
    // Those of the run that is over.
    for (const event of ["message", "error", "exit"]) this.process.removeAllListeners(event);
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.removeAllListeners("data");
    this.#listen();
    onFree();
  }

  /** Its process is not killed after the run under way, unless it ends by then: it may have another one, of the same tests. */
  stayOn(onFree: () => void): void {
    this.#onFree = onFree;
  }

  /** Resolves when nothing of it is left. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    await killGroup(this.process);
  }

  removeJournal(): void {
    rmSync(this.journalFile, { force: true });
    // Its threads may have another run, and keep their file open.
    if (this.isRunning) forgetSleepers(this.journalFile);
    else removeSleepers(this.journalFile);
  }

  send(message: WorkerRequest): void {
    if (message.type === "run") message.context.invalidates = this.#listForgotten();
    if (message.type === "stop") this.#answerStop();
    else if (this.process.connected) this.process.send(message);
  }

  on(event: string, callback: (value: unknown) => void): void {
    this.process.on(event, event === "exit" ? this.#tellEnd : callback);
  }

  off(event: string, callback: (value: unknown) => void): void {
    this.process.off(event, event === "exit" ? this.#tellEnd : callback);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  /**
   * Tells Vitest that the process has ended, as an error: of a process that has ended Vitest would think that it has been
   * stopped, and a run whose first failed test stops the others waits for that without end. While nobody listens to what
   * Vitest says, Vitest throws: then nobody has to be told.
   */
  readonly #tellEnd = (): void => {
    try {
      this.process.emit("error", new Error("the process ended"));
    } catch {}
  };

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

  /** The files that Vite transforms again: a process that has run them before must forget them, too. */
  #listForgotten(): string[] {
    const modules = Object.values(this.#environments).flatMap(({ moduleGraph }) => [
      ...moduleGraph.idToModuleMap.values(),
    ]);
    return modules.flatMap(({ file, transformResult }) => (file && !transformResult ? [file] : []));
  }

  #listen(): void {
    // A message to a process that has died is answered by its `exit`, not by this error.
    this.process.on("error", () => {});
    this.#hasStarted = false;
    this.process.on("message", (message: unknown) => {
      const { type } = Object(message) as { type?: unknown };
      if (type === "started") this.#hasStarted = true;
    });
    this.process.once("exit", () => {
      if (!this.#hasStarted) this.#answerStart();
    });
  }
}
