// Runs each test file in a process that was started ahead of time and leads its own process group.

import { type ChildProcess, fork } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PoolOptions, PoolWorker, WorkerRequest } from "vitest/node";
import { killGroup } from "./process-group.ts";

const forkArguments = [
  "--max-old-space-size=512",
  // A process that is asked where it is opens its inspector on a free port.
  "--inspect-port=127.0.0.1:0",
  "--import",
  new URL("./report-sleepers.mjs", import.meta.url).href,
];

let forksStarted = 0;

/** A process that runs one test file, once. */
export class Fork implements PoolWorker {
  readonly name = "interleave";
  readonly cacheFs = true;
  readonly process: ChildProcess;
  /** Where the process says what it is doing, a JSON line at a time. */
  readonly journalFile: string;

  constructor(options: PoolOptions, journalFolder: string) {
    forksStarted += 1;
    this.journalFile = join(journalFolder, `${process.pid}-${forksStarted}.jsonl`);
    this.process = fork(resolve(options.distPath, "workers/forks.js"), [], {
      execArgv: forkArguments,
      env: { ...options.env, INTERLEAVE_JOURNAL: this.journalFile },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      detached: true,
    });
    // A message to a process that has died is answered by its `exit`, not by this error.
    this.process.on("error", () => {});
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    await killGroup(this.process);
  }

  removeJournal(): void {
    rmSync(this.journalFile, { force: true });
  }

  send(message: WorkerRequest): void {
    if (this.process.connected) this.process.send(message);
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
}

/** Hands out forks; a spare is kept running so that a check does not wait for a process to start. */
export class ForkPool {
  readonly name = "interleave";
  private spare: Fork | undefined;
  private lastOptions: PoolOptions | undefined;
  private readonly journalFolder: string;
  /** Told of the fork that runs next. */
  onFork: (fork: Fork) => void = () => {};

  constructor(journalFolder: string) {
    this.journalFolder = journalFolder;
  }

  createPoolWorker = (options: PoolOptions): PoolWorker => {
    this.lastOptions = options;
    const ready = this.spare;
    this.spare = undefined;
    const isUsable = ready?.process.connected && ready.process.exitCode === null;
    const fork = isUsable ? ready : new Fork(options, this.journalFolder);
    this.onFork(fork);
    return fork;
  };

  /** Starts a spare, once the first run has shown what a fork needs. */
  prepare(): void {
    if (this.lastOptions && !this.spare)
      this.spare = new Fork(this.lastOptions, this.journalFolder);
  }

  async close(): Promise<void> {
    await this.spare?.stop();
    this.spare?.removeJournal();
    this.spare = undefined;
  }
}
