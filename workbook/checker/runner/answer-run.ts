// One run of one answer: from the request to everything that there is to say about it.

import type { Reporter, TestModule } from "vitest/node";
import { findBusyLine } from "../../process/busy-line.ts";
import {
  enforceLimits,
  type LimitedGroup,
  type Limits,
  type StopReason,
} from "../../process/limits.ts";
import { isExploring, listTestSteps } from "../journal.ts";
import type { RunReport, RunRequest } from "../messages.ts";
import { readSleepers } from "../sleepers.mjs";
import type { Fork } from "./fork.ts";
import { readJournal } from "./read-journal.ts";
import { runLimits } from "./run-limits.ts";
import { toRunError, toTestReport } from "./test-report.ts";
import type { VitestHost } from "./vitest-host.ts";

export class AnswerRun {
  /** Settles when the run has ended; if it had to be stopped, its process is gone. */
  ended: Promise<unknown> = Promise.resolve();
  readonly #host: VitestHost;
  readonly #request: RunRequest;
  readonly #limits: Limits;
  readonly #report: RunReport = {
    loadErrors: [],
    tests: [],
    strayErrors: [],
    journal: [],
    output: "",
    ms: 0,
  };
  #fork: Fork | undefined;
  #freed: Promise<void> | undefined;
  #brokenBy: string | undefined;
  #isCancelled = false;
  /** All its tests are done: from here on, the end of the process is no news. */
  #hasEnded = false;
  #liftLimits = () => {};
  #stopping: Promise<void> | undefined;

  constructor(host: VitestHost, request: RunRequest, limits = runLimits) {
    this.#host = host;
    this.#request = request;
    this.#limits = limits;
  }

  run(): Promise<RunReport> {
    const running = this.#runTests();
    this.ended = running;
    return running;
  }

  /**
   * Runs an answer that is known to be right, so that what runs in its process next finds everything warm.
   * Resolves to the process, if it is left for that.
   */
  async rehearse(): Promise<Fork | undefined> {
    const { stopped, died, loadErrors, strayErrors, tests } = await this.run();
    const errors = loadErrors.length + strayErrors.length;
    const hasPassed = errors === 0 && tests.every(({ state }) => state === "passed");
    const fork = this.#fork;
    if (hasPassed && stopped === undefined && died === undefined && fork?.isRunning) {
      const gone = new Promise((resolve) => fork.process.once("close", resolve));
      await Promise.race([this.#freed, gone]);
      if (fork.isRunning) return fork;
    }
    await fork?.kill();
    return undefined;
  }

  cancel(): void {
    this.#isCancelled = true;
    if (this.#fork) void this.#stop("cancelled");
  }

  async #runTests(): Promise<RunReport> {
    const startedAt = performance.now();
    await this.#host.run({
      request: this.#request,
      reporter: this.#reporter(),
      onFork: (fork) => this.#follow(fork),
    });
    await this.#stopping;
    this.#liftLimits();
    const journalFile = this.#fork?.journalFile;
    if (journalFile)
      this.#report.journal = [...readJournal(journalFile), ...readSleepers(journalFile)];
    this.#fork?.removeJournal();
    if (this.#brokenBy && !this.#report.stopped) throw new Error(this.#brokenBy);
    this.#report.ms = performance.now() - startedAt;
    return this.#report;
  }

  /** Collects what the process prints, holds it to its limits and hears of its end. */
  #follow(fork: Fork): void {
    this.#fork = fork;
    if (this.#request.isRehearsal) this.#freed = new Promise((resolve) => fork.stayOn(resolve));
    const child = fork.process;
    const collect = (chunk: Buffer) => {
      const room = this.#limits.outputBytes - this.#report.output.length;
      this.#report.output += chunk.toString("utf8").slice(0, Math.max(0, room));
      if (chunk.length > room) void this.#stop("output");
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("exit", (code, signal) => {
      if (!this.#hasEnded && !this.#stopping) this.#report.died = signal ?? `exit code ${code}`;
      this.#liftLimits();
    });
    this.#liftLimits = enforceLimits(
      { pid: child.pid ?? 0, look: () => this.#look(fork.journalFile) },
      this.#limits,
      (reason) => void this.#stop(reason),
    );
    if (this.#isCancelled) void this.#stop("cancelled");
  }

  #look(journalFile: string): ReturnType<LimitedGroup["look"]> {
    const journal = readJournal(journalFile);
    const progress = listTestSteps(journal).length;
    if (this.#report.tests.length === 0) return { progress, phase: "loading" };
    return { progress, phase: isExploring(journal) ? "exploring" : "testing" };
  }

  #stop(reason: StopReason): Promise<void> {
    this.#stopping ??= this.#stopNow(reason);
    return this.#stopping;
  }

  async #stopNow(reason: StopReason): Promise<void> {
    const fork = this.#fork;
    if (!fork) return;
    this.#liftLimits();
    this.#report.stopped = reason;
    if (reason === "processor-time" || reason === "wall-time" || reason === "output") {
      const busyAt = await findBusyLine(fork.process, this.#request.answerFile);
      if (busyAt) this.#report.busyAt = busyAt;
    }
    await fork.kill();
  }

  #reporter(): Reporter {
    const report = this.#report;
    return {
      onTestModuleCollected: (module) => {
        report.tests = [...module.children.allTests()].map(toTestReport);
      },
      onTestModuleEnd: () => {
        this.#hasEnded = true;
      },
      onTestCaseResult: (test) => {
        const index = report.tests.findIndex((known) => known.id === test.id);
        if (index >= 0) report.tests[index] = toTestReport(test);
      },
      onTestRunEnd: (modules, errors) => {
        const module = modules[0];
        if (module && !this.#stopping) this.#collect(module);
        for (const raw of errors) {
          const error = { ...toRunError(raw), type: String(raw.type ?? "") };
          // Vitest's own words for a fork that ended; why it did, we know better.
          if (error.message.startsWith("[vitest-pool]")) continue;
          // Vitest failed, not the answer.
          if (error.type === "Test Run Error") this.#brokenBy ??= error.stack ?? error.message;
          report.strayErrors.push(error);
        }
      },
    };
  }

  #collect(module: TestModule): void {
    this.#report.loadErrors = module.errors().map(toRunError);
    const tests = [...module.children.allTests()];
    if (tests.length > 0) this.#report.tests = tests.map(toTestReport);
  }
}
