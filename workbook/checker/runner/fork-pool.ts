// Runs each test file in a process that was started ahead of time and leads its own process group.
// The course's own checks of hundreds of answers share processes; a learner's answer never does.

import { type ChildProcess, fork } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PoolOptions, PoolWorker, WorkerRequest, WorkerResponse } from "vitest/node";
import { killGroup } from "../../process/process-group.ts";

const forkArguments = [
  "--max-old-space-size=512",
  // A process that is asked where it is opens its inspector on a free port.
  "--inspect-port=127.0.0.1:0",
  "--import",
  new URL("../answer/report-sleepers.mjs", import.meta.url).href,
];
const warmUp = ["--import", new URL("../answer/warm-up.mjs", import.meta.url).href];

/** A process serves so many runs: what each has loaded stays in its memory. */
const mostRuns = 32;

let forksStarted = 0;

/** A process that runs a test file, once or, if it is left as it was found, again. */
export class Fork implements PoolWorker {
  readonly name = "interleave";
  readonly cacheFs = true;
  readonly process: ChildProcess;
  /** Where the process says what it is doing, a JSON line at a time. */
  readonly journalFile: string;
  /** Set when it may run the same test file again: where it goes instead of its end. */
  keep: (() => void) | undefined;
  runs = 0;

  /** `explorer` is where the explorer lies that the process shall have warm. */
  constructor(options: PoolOptions, journalFolder: string, explorer?: string) {
    forksStarted += 1;
    this.journalFile = join(journalFolder, `${process.pid}-${forksStarted}.jsonl`);
    this.process = fork(resolve(options.distPath, "workers/forks.js"), [], {
      execArgv: explorer ? [...forkArguments, ...warmUp] : forkArguments,
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
  }

  async start(): Promise<void> {
    this.runs += 1;
  }

  async stop(): Promise<void> {
    const { keep, process } = this;
    if (!keep || !isRunning(process)) return await killGroup(process);
    this.keep = undefined;
    // Those of the run that is over.
    for (const event of ["message", "error", "exit"]) process.removeAllListeners(event);
    for (const stream of [process.stdout, process.stderr]) stream?.removeAllListeners("data");
    this.ignoreErrors();
    keep();
  }

  removeJournal(): void {
    rmSync(this.journalFile, { force: true });
  }

  send(message: WorkerRequest): void {
    if (message.type === "stop" && this.keep) {
      const stopped: WorkerResponse = { type: "stopped", __vitest_worker_response__: true };
      setImmediate(() => this.process.emit("message", stopped));
    } else if (this.process.connected) {
      this.process.send(message);
    }
  }

  on(event: string, callback: (value: unknown) => void): void {
    this.process.on(event, callback);
  }

  off(event: string, callback: (value: unknown) => void): void {
    this.process.off(event, callback);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  /** A message to a process that has died is answered by its `exit`, not by this error. */
  private ignoreErrors(): void {
    this.process.on("error", () => {});
  }
}

function isRunning(process: ChildProcess): boolean {
  return process.connected && process.exitCode === null && process.signalCode === null;
}

/** Hands out forks; a spare is kept running so that a check does not wait for a process to start. */
export class ForkPool {
  readonly name = "interleave";
  /** `warmFor`: the tests that it has warmed up for; it may run no others. */
  private spare: { fork: Fork; warmFor: string | undefined } | undefined;
  /** A fork that has run this test file, and may run it again. */
  private used: { fork: Fork; testFile: string } | undefined;
  private testFile: string | undefined;
  private lastOptions: PoolOptions | undefined;
  private readonly journalFolder: string;
  /** Where the explorer lies, as a URL, if it is compiled. */
  private readonly explorer: string | undefined;
  /** Told of the fork that runs next. */
  onFork: (fork: Fork) => void = () => {};

  constructor(journalFolder: string, explorer?: string) {
    this.journalFolder = journalFolder;
    this.explorer = explorer;
  }

  /** Says which tests run next, and whether they may run where they ran before. */
  async expect(testFile: string, mayShare: boolean): Promise<void> {
    this.testFile = mayShare ? testFile : undefined;
    if (this.used && this.used.testFile !== this.testFile) await this.endUsed();
    if (this.spare?.warmFor !== undefined && this.spare.warmFor !== testFile) await this.endSpare();
  }

  createPoolWorker = (options: PoolOptions): PoolWorker => {
    this.lastOptions = options;
    const fork = this.takeUsed() ?? this.takeSpare() ?? new Fork(options, this.journalFolder);
    this.onFork(fork);
    return fork;
  };

  /** Lets a fork that its answer has left as it found it run the expected test file again. */
  keepForLater(fork: Fork): void {
    const { testFile } = this;
    if (testFile === undefined || fork.runs >= mostRuns) return;
    fork.keep = () => {
      this.used = { fork, testFile };
    };
  }

  /**
   * Starts a spare, once the first run has shown what a fork needs. For `exploringTests` alone it warms the
   * explorer up: cold, it takes up to twice as long.
   */
  prepare(exploringTests?: string): void {
    if (!this.lastOptions || this.spare || this.used) return;
    const explorer = exploringTests && this.explorer;
    const fork = new Fork(this.lastOptions, this.journalFolder, explorer);
    this.spare = { fork, warmFor: explorer && exploringTests };
  }

  async close(): Promise<void> {
    await this.endUsed();
    await this.endSpare();
  }

  /** Ends the process that has run tests, though they may run there again. */
  async endUsed(): Promise<void> {
    const fork = this.takeUsed();
    await fork?.stop();
    fork?.removeJournal();
  }

  private async endSpare(): Promise<void> {
    const fork = this.spare?.fork;
    this.spare = undefined;
    await fork?.stop();
    fork?.removeJournal();
  }

  private takeUsed(): Fork | undefined {
    const fork = this.used?.fork;
    this.used = undefined;
    return fork && isRunning(fork.process) ? fork : undefined;
  }

  private takeSpare(): Fork | undefined {
    const fork = this.spare?.fork;
    this.spare = undefined;
    return fork && isRunning(fork.process) ? fork : undefined;
  }
}
