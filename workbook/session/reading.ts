// A learner with a lesson, a screen at a time: turns its pages, runs its demos, begins its exercises.

import type { Exercise, Lesson } from "../course/course.ts";
import type { Screen } from "../course/page.ts";
import { isPassed } from "../progress/next-step.ts";
import { updateProgress } from "../progress/progress.ts";
import { renderScreenParts, type ScreenPart } from "../reader/reader.ts";
import type { Context } from "./command.ts";
import { readLearnerProgress } from "./learner-progress.ts";
import { askWhereTo, type Position } from "./page-keys.ts";
import { pageOptions } from "./page-options.ts";
import { runDemo } from "./run-demo.ts";
import { findOffers, type Offers } from "./screen-offers.ts";
import { Watching } from "./watching.ts";

/** Lines: in a window of less, a screen scrolls. */
const minScreenHeight = 8;
/** An empty line, two of keys, and the one with the cursor. */
const rowsAround = 4;
/** The title and an empty line, above the first screen that is shown. */
const titleRows = 2;

type Turn = "next" | "back";

export class Reading {
  readonly #lesson: Lesson;
  readonly #screens: readonly Screen[];
  readonly #context: Context;
  readonly #firstIndex: number;
  readonly #demosRun = new Set<string>();
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
  }

  /** Until the learner leaves, or has read the lesson to its end. */
  async run(): Promise<void> {
    const { terminal } = this.#context;
    let isOpen = true;
    while (isOpen) {
      const parts = await this.#renderParts();
      const part = Math.max(
        0,
        parts.findLastIndex(({ start }) => start <= this.#start),
      );
      terminal.print(`\n${parts[part]?.text ?? ""}\n`);
      this.#saveScreen();
      const screens = this.#screens.length;
      const position = { index: this.#index, screens, part, parts: parts.length };
      const seen = parts.slice(0, part + 1).map(({ markdown }) => markdown);
      const answer = await this.#stay(position, seen.reverse());
      isOpen = answer !== "quit" && this.#turn(answer, parts[part + (answer === "next" ? 1 : -1)]);
    }
  }

  async #renderParts(): Promise<ScreenPart[]> {
    const { terminal } = this.#context;
    const { predictions } = readLearnerProgress(this.#context);
    const isPredicted = (demo: string) => predictions[`${this.#lesson.id}/${demo}`] !== undefined;
    const shown = hideOutputs(this.#screens[this.#index]?.markdown ?? "", isPredicted);
    const others = rowsAround + (this.#index === this.#firstIndex ? titleRows : 0);
    const height = terminal.height && Math.max(minScreenHeight, terminal.height - others);
    return renderScreenParts(shown, pageOptions(this.#lesson, this.#context), height);
  }

  /** Runs what the screen offers until the learner turns the page. `seen` is what they saw of it, the last first. */
  async #stay(position: Position, seen: string[]): Promise<Turn | "quit"> {
    for (;;) {
      const { demo, exercise } = this.#findOffers(seen);
      const isAgain = demo !== undefined && this.#demosRun.has(demo.name);
      const answer = await askWhereTo(
        position,
        { demo, exercise, isAgain },
        this.#context.terminal,
      );
      if (answer === "run" && demo) {
        await runDemo(this.#lesson, demo, this.#context);
        this.#demosRun.add(demo.name);
      } else if (answer === "exercise" && exercise) {
        const about = { ...this.#context, operands: [exercise.id] };
        const { departure } = await new Watching(about, true).run();
        if (departure === "read" && !this.#hasOpenExercise(seen)) return "next";
      } else if (answer === "next" || answer === "back" || answer === "quit") return answer;
    }
  }

  #findOffers(seen: string[]): Offers {
    const hasPassed = (exercise: Exercise) => this.#hasPassed(exercise);
    return findOffers(seen, this.#lesson, { demosRun: this.#demosRun, hasPassed });
  }

  #hasOpenExercise(seen: string[]): boolean {
    const { exercise } = this.#findOffers(seen);
    return exercise !== undefined && !this.#hasPassed(exercise);
  }

  #hasPassed({ id }: Exercise): boolean {
    return isPassed(readLearnerProgress(this.#context), id);
  }

  /** To `part` of the same screen, or to another screen. False if there is none: the lesson has been read. */
  #turn(turn: Turn, part: ScreenPart | undefined): boolean {
    if (part) this.#start = part.start;
    else if (turn === "back") {
      if (this.#index > 0) [this.#index, this.#start] = [this.#index - 1, Number.POSITIVE_INFINITY];
    } else if (this.#index < this.#screens.length - 1) {
      [this.#index, this.#start] = [this.#index + 1, 0];
    } else {
      this.#finish();
      return false;
    }
    return true;
  }

  #saveScreen(): void {
    const { id } = this.#lesson;
    updateProgress(this.#context.root, (progress) => {
      progress.lessons[id] = { done: false, ...progress.lessons[id], screen: this.#index };
      // The exercise that they are at stays the current one.
      if (!progress.current?.startsWith(`${id}/`)) progress.current = id;
    });
  }

  #finish(): void {
    const { id } = this.#lesson;
    updateProgress(this.#context.root, (progress) => {
      progress.lessons[id] = { ...progress.lessons[id], screen: 0, done: true };
    });
  }
}

/** The output of a demo that is still to be predicted on the same screen would give it away. */
function hideOutputs(markdown: string, isPredicted: (demo: string) => boolean): string {
  const asked = [...markdown.matchAll(/^> \*\*Predict\*\* `([^`]+)`/gm)].map((match) => match[1]);
  return markdown.replace(
    /^```text demos\/([\w-]+)\.ts.*\n[\s\S]*?^```$/gm,
    (fence, demo: string) =>
      asked.includes(demo) && !isPredicted(demo)
        ? `*Run \`${demo}\` to see what it prints.*`
        : fence,
  );
}
