// Grades answers in workers: hears what one reports, ends it at a deadline, and judges as the terminal's checker does.

import { judge, judgeFile, tidyOutput } from "../../checker/judge/judge.ts";
import type { FileErrors, RunReport } from "../../checker/messages.ts";
import { measureLikeness } from "../../course/likeness.ts";
import { recognizeMistake } from "../../course/recognize-mistake.ts";
import { explainSleep } from "../../explorer/trace/why-asleep.ts";
import {
  courseRoot,
  type ExerciseData,
  type FromWorker,
  type Graded,
  type ToWorker,
} from "../messages.ts";

/** The explorer gives a sign of life many times a second, so where none comes for as long, a loop has no end. */
const patienceMs = 8_000;
const lookEveryMs = 500;
/** Who answers for as long and does nothing else waits for what never comes. */
const standstillMs = 1_500;

type Found = Extract<FromWorker, { type: "explored" | "refused" }>;
export type Explored = Found & {
  /** What the scenario printed, a line each. */
  output: string[];
};

export class Grader {
  readonly #url: URL;
  readonly #deadlineMs: number;
  readonly #reuses: boolean;
  readonly #ready = new WeakSet<Worker>();
  #worker: Worker | undefined;
  #stop: (() => void) | undefined;

  /**
   * @param url of the worker's script
   * @param settings.deadlineMs how long a worker may give no sign of life
   * @param settings.reuses one worker grades all answers, which must be known to leave nothing behind
   */
  constructor(url: URL, { deadlineMs = patienceMs, reuses = false } = {}) {
    this.#url = url;
    this.#deadlineMs = deadlineMs;
    this.#reuses = reuses;
    this.#worker = this.#start();
  }

  /** Ends what runs, which then says so. */
  stop(): void {
    this.#stop?.();
  }

  /** Ends all; nothing can be graded any more. */
  close(): void {
    this.stop();
    this.#worker?.terminate();
  }

  /** Undefined if it was stopped by `stop`. */
  async check(exercise: ExerciseData, answer: string): Promise<Graded | undefined> {
    const answerFile = `${courseRoot}/${exercise.answerFile}`;
    const startAnew = "press `Start anew`";
    const importable = `${exercise.stub}\n${exercise.solution}`;
    const about = { exercise, answerFile, source: answer, startAnew, importable, root: courseRoot };
    const unfit = judgeFile(about);
    if (unfit) return { verdict: unfit, mistake: undefined, leftOut: 0 };
    const { answerFile: path, specifier, testFile, sources } = exercise;
    const { report, errors } = await this.#run({
      type: "check",
      exercise: { answerFile: path, specifier, testFile, sources },
      answer,
    });
    if (report.stopped === "cancelled") return undefined;
    for (const { recording } of report.tests) if (recording) recording.file = answerFile;
    const verdict = judge(about, report, errors, sources[testFile] ?? "");
    const likeness = measureLikeness(answer, exercise.solution);
    const failure = { ...verdict, why: explainSleep(verdict.recording) };
    const mistake = recognizeMistake(exercise.mistakes, failure, ({ text }) => likeness(text));
    return { verdict, mistake, leftOut: report.leftOut ?? 0 };
  }

  /** Explores the scenario in `text`; undefined if it was stopped at the deadline. */
  async explore(request: Omit<Extract<ToWorker, { type: "explore" }>, "type">): Promise<Explored> {
    let explored: Found | undefined;
    let isLoaded = false;
    const { report } = await this.#run({ type: "explore", ...request }, (message) => {
      if (message.type === "explored" || message.type === "refused") explored = message;
      isLoaded ||= message.type === "loaded";
    });
    const output = tidyOutput(report.output, courseRoot);
    if (explored) return { ...explored, output };
    const why =
      report.stopped === "cancelled"
        ? "The exploration was stopped."
        : report.stopped === "output"
          ? `${request.file} printed without end: it was stopped after 256 KiB.`
          : isLoaded
            ? "A thread computes without end: a loop in it does not end, and touches no shared memory."
            : `${request.file} does not come to its end: a loop outside the threads does not end.`;
    return { type: "refused", sentence: why, output };
  }

  /** Each run has a worker of its own: an answer may leave anything behind. The next one is started meanwhile. */
  #run(
    request: ToWorker,
    onMessage: (message: FromWorker) => void = () => {},
  ): Promise<{ report: RunReport; errors: FileErrors }> {
    const worker = this.#worker ?? this.#start();
    this.#worker = undefined;
    const startedAt = performance.now();
    const report: RunReport = {
      loadErrors: [],
      tests: [],
      strayErrors: [],
      journal: [],
      output: "",
      ms: 0,
    };
    const errors: FileErrors = { syntax: [], types: [] };
    return new Promise((resolve, reject) => {
      let aliveAt = this.#ready.has(worker) ? performance.now() : undefined;
      let isAsked = false;
      let idleTimes = 0;
      const end = (): void => {
        clearInterval(timer);
        if (this.#reuses && report.stopped === undefined) this.#worker = worker;
        else worker.terminate();
        this.#stop = undefined;
        this.#worker ??= this.#start();
        report.ms = performance.now() - startedAt;
        resolve({ report, errors });
      };
      const stop = (reason: NonNullable<RunReport["stopped"]>): void => {
        report.stopped = reason;
        end();
      };
      const look = (): void => {
        if (aliveAt !== undefined && performance.now() - aliveAt > this.#deadlineMs) {
          stop("processor-time");
        } else if (!isAsked) {
          isAsked = true;
          worker.postMessage({ type: "ping" });
        }
      };
      const timer = setInterval(look, lookEveryMs);
      this.#stop = () => stop("cancelled");
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`the worker broke: ${event.message}`));
        end();
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        onMessage(data);
        aliveAt = performance.now();
        if (data.type === "pong") {
          isAsked = false;
          // While tests are being loaded it may wait for us.
          if (report.tests.length > 0) idleTimes += 1;
          if (idleTimes * lookEveryMs >= standstillMs) stop("standing-still");
          return;
        }
        idleTimes = 0;
        switch (data.type) {
          case "tests":
            report.tests = data.tests;
            break;
          case "test":
            report.tests[data.index] = data.test;
            break;
          case "entry":
            report.journal.push(data.entry);
            break;
          case "alive":
          case "loaded":
            break;
          case "stray":
            report.strayErrors.push(data.error);
            break;
          case "output":
            report.output += data.text;
            break;
          case "stopped":
            stop(data.reason);
            break;
          case "unfit":
            errors.syntax.push(data.error);
            end();
            break;
          case "checked":
            report.loadErrors = data.loadErrors;
            report.tests = data.tests;
            report.leftOut = data.leftOut;
            end();
            break;
          default:
            end();
        }
      };
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#url, { type: "module" });
    // Its first message says that it is there.
    worker.onmessage = () => this.#ready.add(worker);
    // Then the next run tries again, and says so if that fails.
    worker.onerror = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    return worker;
  }
}
