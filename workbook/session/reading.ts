// A learner with a lesson, a screen at a time: turns its pages, runs its demos, begins its exercises.

import type { Exercise, Lesson } from "../course/course.ts";
import type { Screen } from "../course/page.ts";
import { isPassed } from "../progress/next-step.ts";
import { renderScreenParts, type ScreenPart } from "../reader/reader.ts";
import type { Context } from "./command.ts";
import { readLearnerProgress, updateLearnerProgress } from "./learner-progress.ts";
import { askWhereTo, isLastPart, type PageAnswer, type Position } from "./page-keys.ts";
import { pageOptions } from "./page-options.ts";
import { runDemo } from "./run-demo.ts";
import { findOffers, type Offers } from "./screen-offers.ts";

/** Lines: in a window of less, a screen scrolls. */
const minScreenHeight = 8;
/** An empty line, two of keys, and the one with the cursor. */
const rowsAround = 4;
/** The title and an empty line, above the first screen that is shown. */
const titleRows = 2;

type Turn = Exclude<PageAnswer, "run" | "exercise">;

export class Reading {
  readonly #lesson: Lesson;
  readonly #screens: readonly Screen[];
  readonly #context: Context;
  readonly #firstIndex: number;
  readonly #demosRun = new Set<string>();
  /** Demos of the screen that were still to be predicted when it was opened: a part ends after each question. */
  #toPredict = new Set<string>();
  #index: number;
  /** In the screen, where it is taller than the terminal. A prediction made shows more, and moves what follows. */
  #start = 0;

  /** Goes on where the lesson was left. */
  constructor(lesson: Lesson, screens: readonly Screen[], context: Context) {
    this.#lesson = lesson;
    this.#screens = screens;
    this.#context = context;
    const saved = readLearnerProgress(context).lessons[lesson.id]?.screen ?? 0;
    this.#firstIndex = Math.min(saved, screens.length - 1);
    this.#index = this.#firstIndex;
    this.#openScreen();
  }

  /** Until the learner leaves, or has read the lesson to its end. */
  async run(): Promise<void> {
    const { terminal } = this.#context;
    let answer: PageAnswer = "again";
    for (;;) {
      const parts = await this.#renderParts();
      const part = Math.max(
        0,
        parts.findLastIndex(({ start }) => start <= this.#start),
      );
      terminal.print(`\n${parts[part]?.text ?? ""}\n`);
      // A lesson that was opened by mistake is not where the learner is.
      if (answer !== "again") this.#save(this.#index, false);
      const screens = this.#screens.length;
      const position = { index: this.#index, screens, part, parts: parts.length };
      const seen = parts.slice(0, part + 1).map(({ markdown }) => markdown);
      answer = await this.#stay(position, seen.reverse());
      const isEnd = isLastPart(position) && (answer === "next" || answer === "quit");
      if (isEnd) this.#save(0, true);
      if (isEnd || answer === "quit") return;
      if (answer === "next") this.#turnOn(parts[part + 1]);
      else if (answer === "back") this.#turnBack(parts[part - 1]);
    }
  }

  #openScreen(): void {
    const { predictions } = readLearnerProgress(this.#context);
    const open = namesOfQuestions(this.#markdown()).filter(
      (demo) => predictions[`${this.#lesson.id}/${demo}`] === undefined,
    );
    this.#toPredict = new Set(open);
  }

  #markdown(index = this.#index): string {
    return this.#screens[index]?.markdown ?? "";
  }

  async #renderParts(): Promise<ScreenPart[]> {
    const { terminal } = this.#context;
    const { predictions } = readLearnerProgress(this.#context);
    const isPredicted = (demo: string) => predictions[`${this.#lesson.id}/${demo}`] !== undefined;
    const shown = hideOutputs(this.#markdown(), isPredicted);
    const others = rowsAround + (this.#index === this.#firstIndex ? titleRows : 0);
    const height = terminal.height && Math.max(minScreenHeight, terminal.height - others);
    const options = pageOptions(this.#lesson, this.#context);
    return renderScreenParts(shown, options, height, (demo) => this.#toPredict.has(demo));
  }

  /** Runs what the screen offers until the learner turns the page. `seen` is what they saw of it, the last first. */
  async #stay(position: Position, seen: string[]): Promise<Turn> {
    for (;;) {
      const { demo, exercise } = this.#findOffers(seen);
      const isAgain = demo !== undefined && this.#demosRun.has(demo.name);
      const answer = await askWhereTo(
        position,
        { demo, exercise, isAgain },
        this.#context.terminal,
      );
      if (answer === "run" && demo) {
        const code = await runDemo(this.#lesson, demo, this.#context);
        if (code !== undefined) this.#demosRun.add(demo.name);
      } else if (answer === "exercise" && exercise) {
        const about = { ...this.#context, operands: [exercise.id] };
        // Most of the program, which nobody who only reads waits for.
        const { Watching } = await import("./watching.ts");
        const { departure } = await new Watching(about, true).run();
        if (departure === "read" && !this.#hasOpenExercise(seen)) return "next";
      } else if (answer !== "run" && answer !== "exercise") return answer;
    }
  }

  #findOffers(seen: string[]): Offers {
    const hasPassed = (exercise: Exercise) => this.#hasPassed(exercise);
    const asked = [...seen, ...this.#screens.slice(0, this.#index).map(({ markdown }) => markdown)];
    const known = new Set(namesOfQuestions(asked.join("\n\n")));
    const all = this.#screens.flatMap(({ markdown }) => namesOfQuestions(markdown));
    const isAskedLater = (demo: string) => all.includes(demo) && !known.has(demo);
    return findOffers(seen, this.#lesson, { demosRun: this.#demosRun, hasPassed, isAskedLater });
  }

  #hasOpenExercise(seen: string[]): boolean {
    const { exercise } = this.#findOffers(seen);
    return exercise !== undefined && !this.#hasPassed(exercise);
  }

  #hasPassed({ id }: Exercise): boolean {
    return isPassed(readLearnerProgress(this.#context), id);
  }

  /** To `part` of the same screen, or to the next one. */
  #turnOn(part: ScreenPart | undefined): void {
    if (part) this.#start = part.start;
    else this.#turnTo(this.#index + 1, 0);
  }

  #turnBack(part: ScreenPart | undefined): void {
    if (part) this.#start = part.start;
    else if (this.#index > 0) this.#turnTo(this.#index - 1, Number.POSITIVE_INFINITY);
  }

  #turnTo(index: number, start: number): void {
    [this.#index, this.#start] = [index, start];
    this.#openScreen();
  }

  /** @param screen The one to go on with, from 0. */
  #save(screen: number, isRead: boolean): void {
    const { id } = this.#lesson;
    updateLearnerProgress(this.#context, (progress) => {
      const done = isRead || (progress.lessons[id]?.done ?? false);
      progress.lessons[id] = { ...progress.lessons[id], screen, done };
      // The exercise that they are at stays the current one.
      if (!progress.current?.startsWith(`${id}/`)) progress.current = id;
    });
  }
}

function namesOfQuestions(markdown: string): string[] {
  return [...markdown.matchAll(/^> \*\*Predict\*\* `([^`]+)`/gm)].flatMap(([, name]) => name ?? []);
}

/** The output of a demo that is still to be predicted on the same screen would give it away. */
function hideOutputs(markdown: string, isPredicted: (demo: string) => boolean): string {
  const asked = namesOfQuestions(markdown);
  return markdown.replace(
    /(^>.*\n\n)?^```text demos\/([\w-]+)\.ts.*\n[\s\S]*?^```$/gm,
    (shown, question: string | undefined, demo: string) => {
      if (!asked.includes(demo) || isPredicted(demo)) return shown;
      // Right below the question, which says how to run it, there is nothing to add.
      return question ?? `*Run \`${demo}\` to see what it prints.*`;
    },
  );
}
