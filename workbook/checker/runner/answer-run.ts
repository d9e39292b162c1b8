// One run of one answer: from the request to everything that there is to say about it.

import { readFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { Recording } from "../../explorer/trace/recording.ts";
import { findBusyLine } from "../../process/busy-line.ts";
import {
  defaultLimits,
  enforceLimits,
  type LimitedGroup,
  type StopReason,
} from "../../process/limits.ts";
import { killGroup } from "../../process/process-group.ts";
import { countLiveThreads } from "../judge/standstill.ts";
import type {
  JournalEntry,
  RunError,
  RunOutcome,
  RunRequest,
  StrayError,
  TestOutcome,
} from "../messages.ts";
import type { Fork, ForkPool } from "./fork-pool.ts";
import type { VitestHost } from "./vitest-host.ts";

export class AnswerRun {
  /** Settles when the run has ended and its process is gone. */
  ended: Promise<unknown> = Promise.resolve();
  private readonly host: VitestHost;
  private readonly pool: ForkPool;
  private readonly request: RunRequest;
  private readonly outcome: RunOutcome = {
    loadErrors: [],
    tests: [],
    strayErrors: [],
    journal: [],
    output: "",
    ms: 0,
  };
  private fork: Fork | undefined;
  private brokenBy: string | undefined;
  private cancelled = false;
  /** All its tests are done: from here on, the end of the process is no news. */
  private hasEnded = false;
  private liftLimits = () => {};
  private stopping: Promise<void> | undefined;

  constructor(host: VitestHost, pool: ForkPool, request: RunRequest) {
    this.host = host;
    this.pool = pool;
    this.request = request;
  }

  run(): Promise<RunOutcome> {
    const running = this.runTests();
    this.ended = running;
    return running;
  }

  cancel(): void {
    this.cancelled = true;
    if (this.fork) void this.stop("cancelled");
  }

  private async runTests(): Promise<RunOutcome> {
    const { vitest, current, transformed } = this.host;
    const startedAt = performance.now();
    current.request = this.request;
    current.reporter = this.reporter();
    await this.pool.expect(this.request.testFile, this.request.sharesProcess ?? false);
    this.pool.onFork = (fork) => this.watch(fork);
    const project = vitest.getRootProject();
    project.provide("answer", {
      specifier: this.request.specifier,
      file: this.request.answerFile,
      tracesAwaits: this.request.tracesAwaits ?? false,
      sharesProcess: this.request.sharesProcess ?? false,
    });
    const forgotten = transformed.forgetChanges(project.vite.environments, this.request.answerFile);
    for (const file of forgotten) vitest.watcher.invalidates.add(file);
    await vitest.runTestSpecifications([project.createSpecification(this.request.testFile)]);
    await this.stopping;
    this.liftLimits();
    this.outcome.journal = this.fork ? readJournal(this.fork.journalFile) : [];
    this.fork?.removeJournal();
    if (this.outcome.strayErrors.length > 0) await this.pool.endUsed();
    if (this.brokenBy && !this.outcome.stopped) throw new Error(this.brokenBy);
    this.outcome.ms = performance.now() - startedAt;
    return this.outcome;
  }

  private watch(fork: Fork): void {
    this.fork = fork;
    const child = fork.process;
    const collect = (chunk: Buffer) => {
      const room = defaultLimits.outputBytes - this.outcome.output.length;
      this.outcome.output += chunk.toString("utf8").slice(0, Math.max(0, room));
      if (chunk.length > room) void this.stop("output");
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("exit", (code, signal) => {
      if (!this.hasEnded && !this.stopping) this.outcome.died = signal ?? `exit code ${code}`;
      this.liftLimits();
    });
    this.liftLimits = enforceLimits(
      { pid: child.pid ?? 0, look: () => this.look(fork.journalFile) },
      defaultLimits,
      (reason) => void this.stop(reason),
    );
    if (this.cancelled) void this.stop("cancelled");
  }

  private look(journalFile: string): ReturnType<LimitedGroup["look"]> {
    const steps = readLines(journalFile).filter((line) => line.startsWith('{"event":"test-'));
    const progress = steps.length;
    if (this.outcome.tests.length === 0) return { progress, phase: "loading" };
    const explores = steps.at(-1)?.includes('"explores":true');
    return { progress, phase: explores ? "exploring" : "testing" };
  }

  private stop(reason: StopReason): Promise<void> {
    this.stopping ??= this.stopNow(reason);
    return this.stopping;
  }

  private async stopNow(reason: StopReason): Promise<void> {
    const fork = this.fork;
    if (!fork) return;
    this.liftLimits();
    this.outcome.stopped = reason;
    if (reason === "processor-time" || reason === "wall-time" || reason === "output") {
      const busyAt = await findBusyLine(fork.process, this.request.answerFile);
      if (busyAt) this.outcome.busyAt = busyAt;
    }
    await killGroup(fork.process);
  }

  private reporter(): Reporter {
    return {
      onTestModuleCollected: (module) => {
        this.outcome.tests = [...module.children.allTests()].map(toTestOutcome);
      },
      onTestModuleEnd: () => {
        this.hasEnded = true;
        const { fork, stopping } = this;
        if (!this.request.sharesProcess || !fork || stopping) return;
        if (isLeftAsFound(readJournal(fork.journalFile))) this.pool.keepForLater(fork);
      },
      onTestCaseResult: (test) => {
        const index = this.outcome.tests.findIndex((known) => known.id === test.id);
        if (index >= 0) this.outcome.tests[index] = toTestOutcome(test);
      },
      onTestRunEnd: (modules, errors) => {
        const module = modules[0];
        if (module && !this.stopping) this.collect(module);
        for (const error of errors) {
          // Vitest's own words for a fork that ended; why it did, we know better.
          if (error.message.startsWith("[vitest-pool]")) continue;
          // Vitest failed, not the answer.
          if (error.type === "Test Run Error") this.brokenBy ??= error.stack ?? error.message;
          const stray: StrayError = { ...toRunError(error), type: String(error.type ?? "") };
          this.outcome.strayErrors.push(stray);
        }
      },
    };
  }

  private collect(module: TestModule): void {
    this.outcome.loadErrors = module.errors().map(toRunError);
    const tests = [...module.children.allTests()];
    if (tests.length > 0) this.outcome.tests = tests.map(toTestOutcome);
  }
}

function isLeftAsFound(journal: readonly JournalEntry[]): boolean {
  return journal.some(({ event }) => event === "left-as-found") && countLiveThreads(journal) === 0;
}

function toTestOutcome(test: TestCase): TestOutcome {
  const result = test.result();
  const { held, recording } = test.meta() as { held?: string; recording?: Recording };
  return {
    id: test.id,
    title: test.name,
    state: result.state,
    errors: (result.errors ?? []).map(toRunError),
    ...(held === undefined ? {} : { held }),
    ...(recording === undefined ? {} : { recording }),
  };
}

interface VitestError {
  name?: string;
  message: string;
  diff?: string;
  stack?: string;
  stacks?: { file: string; line: number; column: number }[];
}

function toRunError(error: VitestError): RunError {
  return {
    message: error.message,
    ...(error.name ? { name: error.name } : {}),
    ...(error.diff ? { diff: error.diff } : {}),
    ...(error.stack ? { stack: error.stack } : {}),
    frames: (error.stacks ?? []).map(({ file, line, column }) => ({ file, line, column })),
  };
}

function readJournal(file: string): JournalEntry[] {
  // The last line may be cut off: its writer was killed.
  return readLines(file).flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalEntry];
    } catch {
      return [];
    }
  });
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}
