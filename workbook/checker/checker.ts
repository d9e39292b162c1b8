// Checks answers: starts the runner process, asks it, and judges what it reports.

import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Course, Exercise } from "../course/course.ts";
import { neutralEnvironment } from "../process/neutral-environment.ts";
import { killGroup, killGroupOf } from "../process/process-group.ts";
import { judge, judgeFile } from "./judge/judge.ts";
import type { FileErrors, FromRunner, RunReport, ToRunner } from "./messages.ts";
import type { Verdict } from "./verdict.ts";

/** A check that a newer one took the place of. */
export class CheckCancelled extends Error {
  constructor() {
    super("the check was cancelled");
  }
}

/**
 * Checks one answer at a time. It stays warm between checks: the first takes about a second,
 * the next a tenth of it. Close it, or the process does not end.
 */
export class Checker {
  readonly #course: Course;
  readonly #rehearses: boolean;
  readonly #runnerArguments: string[];
  #runner: ChildProcess | undefined;
  #ready: Promise<unknown> = Promise.resolve();
  #lastId = 0;
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * @param options.rehearses The next check is most likely of the same exercise: get ready for its tests.
   * @param options.runnerFile Another entry of the runner than `runner/runner.ts`.
   */
  constructor(course: Course, options: { rehearses?: boolean; runnerFile?: string } = {}) {
    const { rehearses = false, runnerFile } = options;
    this.#course = course;
    this.#rehearses = rehearses;
    this.#runnerArguments = runnerFile === undefined ? [course.root] : [course.root, runnerFile];
  }

  /** Starts the runner, so that the first check need not wait for it. */
  open(): void {
    this.#findRunner();
  }

  /**
   * Runs the tests of `exercise` on `answerFile` (by default the learner's copy).
   * Rejects with CheckCancelled once `signal` aborts; the answer's processes are gone by then.
   */
  check(
    exercise: Exercise,
    answerFile: string = exercise.learnerFile,
    signal?: AbortSignal,
  ): Promise<Verdict> {
    const turn = this.#queue.then(() => this.#checkNow(exercise, answerFile, signal));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Resolves when nothing runs, and nothing is rehearsed any longer. */
  async whenReady(): Promise<void> {
    await this.#queue;
    await this.#ready;
  }

  async close(): Promise<void> {
    const runner = this.#runner;
    this.#runner = undefined;
    if (!runner) return;
    const gone = new Promise((resolve) => runner.once("exit", resolve));
    if (runner.exitCode === null && runner.connected) {
      runner.disconnect();
      const timer = setTimeout(() => void killGroup(runner), 3_000);
      await gone;
      clearTimeout(timer);
    }
  }

  async #checkNow(
    exercise: Exercise,
    answerFile: string,
    signal: AbortSignal | undefined,
  ): Promise<Verdict> {
    if (signal?.aborted) throw new CheckCancelled();
    const look = () => ({
      exercise,
      answerFile,
      ...readAnswer(answerFile),
      startAnew:
        answerFile === exercise.learnerFile
          ? "use `reset` to start it anew"
          : "delete it to start it anew",
      root: this.#course.root,
    });
    const about = look();
    const unfit = judgeFile(about);
    if (unfit) return unfit;
    const { report, errors } = await this.#ask(exercise, answerFile, signal);
    if (report.stopped === "cancelled") throw new CheckCancelled();
    const testSource = readFileSync(exercise.testFile, "utf8");
    const verdict = judge(
      { ...about, importable: readImportable(exercise) },
      report,
      errors,
      testSource,
    );
    // The file may have gone while its tests ran.
    return judgeFile(look()) ?? verdict;
  }

  #ask(
    exercise: Exercise,
    answerFile: string,
    signal: AbortSignal | undefined,
  ): Promise<{ report: RunReport; errors: FileErrors }> {
    const runner = this.#findRunner();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const cancel = () => tell(runner, { type: "cancel", id });
      const onMessage = (message: FromRunner) => {
        if (!("id" in message) || message.id !== id) return;
        settle();
        this.#ready = isReady(runner);
        if (message.type === "report") resolve(message);
        else reject(new Error(`the checker broke: ${message.message}`));
      };
      const onExit = (code: number | null, exitSignal: string | null) => {
        settle();
        if (this.#runner === runner) this.#runner = undefined;
        reject(new Error(`the checker's process ended with ${exitSignal ?? code}`));
      };
      const settle = () => {
        runner.off("message", onMessage);
        runner.off("exit", onExit);
        signal?.removeEventListener("abort", cancel);
      };
      runner.on("message", onMessage);
      runner.on("exit", onExit);
      signal?.addEventListener("abort", cancel);
      const { specifier, testFile, solutionFile } = exercise;
      const rehearsal = this.#rehearses ? { rehearsal: solutionFile } : {};
      const request = { specifier, testFile, answerFile, ...rehearsal };
      tell(runner, { type: "run", id, request });
    });
  }

  #findRunner(): ChildProcess {
    this.#runner ??= this.#startRunner();
    return this.#runner;
  }

  #startRunner(): ChildProcess {
    // Holds in the compiled program, too: there compile.mjs has put this file's own URL in place of `import.meta.url`.
    const file = fileURLToPath(new URL("./runner/start-runner.mjs", import.meta.url));
    const runner = fork(file, this.#runnerArguments, {
      execArgv: ["--disable-warning=ExperimentalWarning"],
      env: neutralEnvironment(),
      stdio: ["ignore", "ignore", process.env.INTERLEAVE_DEBUG ? "inherit" : "ignore", "ipc"],
      detached: true,
    });
    let forks: readonly number[] = [];
    runner.on("message", (message: FromRunner) => {
      if (message.type === "forks") forks = message.groups;
    });
    // Where it ends by itself, it has ended its forks before. An answer would loop on after one that was killed.
    runner.once("exit", (code) => {
      if (code !== 0) for (const group of forks) killGroupOf(group);
    });
    return runner;
  }
}

/** Resolves when the runner says so next, or has ended. */
function isReady(runner: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      runner.off("message", onMessage);
      runner.off("exit", settle);
      resolve();
    };
    const onMessage = ({ type }: FromRunner) => {
      if (type === "ready") settle();
    };
    runner.on("message", onMessage);
    runner.on("exit", settle);
  });
}

function tell(runner: ChildProcess, message: ToRunner): void {
  if (runner.connected) runner.send(message);
}

/** The stub and our solution, as far as they are there. */
function readImportable({ stubFile, solutionFile }: Exercise): string {
  return [stubFile, solutionFile].map((file) => readAnswer(file).source ?? "").join("\n");
}

function readAnswer(file: string): { source: string | undefined; fault?: string } {
  try {
    return { source: readFileSync(file, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { source: undefined };
    const fault = code === "EISDIR" ? "is a folder" : `cannot be read (${code})`;
    return { source: undefined, fault };
  }
}
