// A learner at work on an exercise: every save is checked, and keys stand below the verdict. It knows no page.

import { relative } from "node:path";
import { CheckCancelled, Checker } from "../checker/checker.ts";
import type { Verdict } from "../checker/verdict.ts";
import type { Exercise } from "../course/course.ts";
import { isPassed } from "../progress/next-step.ts";
import { span } from "../reader/span.ts";
import { continued } from "../terminal/keyboard.ts";
import { renderKeys, renderProse } from "../views/prose.ts";
import { type FileWatcher, watchFile } from "../watcher/watch-file.ts";
import { checkAndRecord, showVerdict } from "./check-one.ts";
import { chooseExercise } from "./choose-exercise.ts";
import type { Context } from "./command.ts";
import { prepareCopy } from "./learner-copy.ts";
import { readLearnerProgress } from "./learner-progress.ts";
import { offersAfterFailure, offersAfterPass } from "./watch-keys.ts";

/** Where the learner goes from an exercise: on in the lesson, or back to where they came from. */
export type Departure = "read" | "leave";

type AnyChecker = Pick<Checker, "open" | "check" | "close">;

export class Watching {
  readonly #context: Context;
  readonly #isReader: boolean;
  readonly #checker: AnyChecker;
  #exercise: Exercise;
  /** What is known of the file as it is, and whose keys are offered; none while a check runs. */
  #verdict: Verdict | undefined;
  #wantsHint = false;
  #stopSaying = () => {};
  #running = new AbortController();
  #watcher: FileWatcher | undefined;
  #stopKeys = () => {};
  #leave: (departure: Departure) => void = () => {};
  #fail: (error: unknown) => void = () => {};

  /** A reader comes from a page, so that Enter after a pass takes them on in it: the next exercise may not be taught yet. */
  constructor(
    context: Context,
    isReader = false,
    checker: AnyChecker = new Checker(context.course, { rehearses: true }),
  ) {
    this.#context = context;
    this.#isReader = isReader;
    this.#exercise = chooseExercise(context);
    this.#checker = checker;
  }

  /** Checks every save until the learner goes. Resolves to the exercise they were at last. */
  async run(): Promise<{ departure: Departure; exercise: Exercise }> {
    const left = new Promise<Departure>((resolve, reject) => {
      this.#leave = resolve;
      this.#fail = reject;
    });
    const interrupt = () => this.#leave("leave");
    this.#checker.open();
    process.once("SIGINT", interrupt);
    try {
      this.#begin().catch(this.#fail);
      // Not after the first check: it may be in an endless loop when the learner leaves.
      return { departure: await left, exercise: this.#exercise };
    } finally {
      process.off("SIGINT", interrupt);
      this.#pause();
      this.#stopSaying();
      this.#running.abort();
      await this.#checker.close();
    }
  }

  /** No keys and no saves from here on: somebody else asks. */
  #pause(): void {
    this.#stopKeys();
    this.#watcher?.close();
  }

  async #begin(): Promise<void> {
    const { course, terminal } = this.#context;
    const { style } = terminal;
    const { learnerFile } = this.#exercise;
    this.#pause();
    await prepareCopy(this.#exercise, { course, terminal });
    const file = span(relative(course.root, learnerFile), style.cyan);
    terminal.print(renderProse(["Watching ", file, ": every save is checked."], terminal));
    if (terminal.isInteractive)
      this.#stopKeys = terminal.onKey((key) => void this.#obey(key).catch(this.#fail));
    this.#watcher = watchFile(learnerFile, () => this.#check().catch(this.#fail), {
      onEventsMissed: () => {
        const words = "File events do not arrive here, so the file is looked at instead.";
        terminal.print(renderProse([span(words, style.dim)], terminal));
      },
    });
    await this.#check();
  }

  /** A save during a check starts over; only the last one speaks. */
  async #check(): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const { course, terminal } = this.#context;
    const exercise = this.#exercise;
    const wasPassed = isPassed(readLearnerProgress(this.#context), exercise.id);
    this.#verdict = undefined;
    this.#stopSaying();
    this.#stopSaying = terminal.showRunning(`Checking ${exercise.id}`, "h: hint   q: leave");
    try {
      const verdict = await checkAndRecord(course, exercise, this.#checker, signal);
      if (signal.aborted) return;
      this.#stopSaying();
      this.#verdict = verdict;
      this.#show(verdict, exercise);
      if (verdict.passed && !wasPassed && !terminal.isInteractive) await this.#moveOn();
      else if (this.#wantsHint) await this.#help("hint");
    } catch (error) {
      if (!(error instanceof CheckCancelled)) throw error;
    }
  }

  #show(verdict: Verdict, exercise: Exercise): void {
    const { terminal } = this.#context;
    const { name } = exercise;
    const line = "─".repeat(Math.max(4, terminal.width - name.length - 4));
    terminal.print(`\n${terminal.style.dim(`── ${name} ${line}`)}`);
    showVerdict(verdict, exercise, this.#context);
    if (terminal.isInteractive) this.#showKeys();
    if (verdict.passed) this.#wantsHint = false;
  }

  /** A pass waits for one, so that it is not scrolled away before it was read. */
  #showKeys(): void {
    const { terminal } = this.#context;
    const keys = this.#verdict?.passed
      ? offersAfterPass({
          next: this.#findNext()?.name,
          isReader: this.#isReader,
          isRead: this.#isRead(),
        })
      : offersAfterFailure(this.#verdict?.recording !== undefined);
    terminal.print(`\n${renderKeys(keys, terminal)}`);
  }

  async #obey(key: string): Promise<void> {
    const isEnter = key === "return" || key === "enter";
    if (["q", "escape", "ctrl-c"].includes(key)) this.#leave("leave");
    else if (!this.#verdict) this.#obeyDuringCheck(key);
    else if (key === continued) this.#show(this.#verdict, this.#exercise);
    else if (key === "h") await this.#help("hint");
    else if (this.#verdict.passed) await this.#obeyAfterPass(key, isEnter);
    else if (isEnter) await this.#check();
    else if (key === "s" && this.#verdict.recording)
      await this.#stepThrough(this.#verdict.recording.code);
  }

  /** The keys of the last verdict are about a file that is no more. */
  #obeyDuringCheck(key: string): void {
    if (key !== "h" || this.#wantsHint) return;
    this.#wantsHint = true;
    const { terminal } = this.#context;
    terminal.print(terminal.style.dim("A hint comes with the verdict."));
  }

  async #obeyAfterPass(key: string, isEnter: boolean): Promise<void> {
    if (key === "s") await this.#help("solution");
    else if (key === "r" || (isEnter && this.#isReader)) this.#leave("read");
    else if (key === "n" || isEnter) await this.#moveOn();
  }

  async #help(command: string): Promise<void> {
    this.#wantsHint = false;
    this.#context.terminal.print("");
    await this.#context.start(command, this.#exercise.id);
    // A save has begun a check meanwhile, perhaps.
    if (this.#verdict) this.#showKeys();
  }

  /** A save must not print into it: what was saved meanwhile is checked afterwards. */
  async #stepThrough(code: string): Promise<void> {
    this.#pause();
    this.#context.terminal.print("");
    await this.#context.start("replay", this.#exercise.id, code);
    await this.#begin();
  }

  async #moveOn(): Promise<void> {
    const { terminal } = this.#context;
    const next = this.#findNext();
    if (!next) return this.#leave("leave");
    this.#exercise = next;
    terminal.print(`\n${terminal.style.bold(`On to ${next.name}.`)}`);
    await this.#begin();
  }

  /** The lesson's first exercise that has not passed. */
  #findNext(): Exercise | undefined {
    const { lessons } = this.#context.course;
    const lesson = lessons.find(({ id }) => id === this.#exercise.lessonId);
    const progress = readLearnerProgress(this.#context);
    return lesson?.exercises.find(({ id }) => !isPassed(progress, id));
  }

  #isRead(): boolean {
    return readLearnerProgress(this.#context).lessons[this.#exercise.lessonId]?.done ?? false;
  }
}
