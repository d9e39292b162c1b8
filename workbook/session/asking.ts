// A learner before the questions of a quiz: shows each, takes the answers, says what was right and why.

import type { Lesson } from "../course/course.ts";
import { readAnswerLine } from "../quiz/answer-line.ts";
import { letterOf, type Question } from "../quiz/question.ts";
import { renderFeedback, renderQuestion } from "../quiz/render.ts";
import type { Outcome, Sitting } from "../quiz/sitting.ts";
import { renderMarkdown, renderScreenParts } from "../reader/reader.ts";
import { renderProse } from "../views/prose.ts";
import type { Context } from "./command.ts";
import { updateLearnerProgress } from "./learner-progress.ts";
import { pageOptions } from "./page-options.ts";

/** An empty line, four of the prompt, and the one with the cursor. */
const promptRows = 6;
/** Rows: in a window of less, a question scrolls. */
const minQuestionHeight = 8;

export class Asking {
  readonly #sitting: Sitting;
  readonly #lesson: Lesson;
  readonly #context: Context;
  /** `--json` says nothing but the document at the end. */
  readonly #isQuiet: boolean;

  constructor(sitting: Sitting, lesson: Lesson, context: Context) {
    this.#sitting = sitting;
    this.#lesson = lesson;
    this.#context = context;
    this.#isQuiet = Boolean(context.options.json);
  }

  /** Asks until every question is answered or the learner leaves. */
  async askPerson(): Promise<void> {
    const { terminal } = this.#context;
    let asked = this.#sitting.nextQuestion();
    while (asked) {
      if (!(await this.#showInParts(renderQuestion(asked)))) return;
      const line = await this.#askForLine(asked.question);
      if (line === undefined) return;
      const { kind } = await this.#take(line);
      asked = this.#sitting.nextQuestion();
      // Reasons are read before the next question pushes them up.
      if (kind === "graded" && asked && !(await terminal.goOn("next question"))) return;
      if (kind === "skipped" || (kind === "graded" && asked)) terminal.print("");
    }
  }

  /** Takes a line an answer from standard input; questions are shown as they come, so that a transcript can be read. */
  async readAnswers(): Promise<void> {
    await this.#showNext();
    for await (const line of this.#context.terminal.readLines()) {
      if (!this.#sitting.nextQuestion()) break;
      await this.#take(line);
      if (!(await this.#showNext())) break;
    }
  }

  /** False if there is none. */
  async #showNext(): Promise<boolean> {
    const asked = this.#sitting.nextQuestion();
    if (asked && !this.#isQuiet) await this.#print(renderQuestion(asked));
    return asked !== undefined;
  }

  /** What is taller than the window would scroll off its top; false if the learner leaves. */
  async #showInParts(question: string): Promise<boolean> {
    const { terminal } = this.#context;
    const height = terminal.height && Math.max(minQuestionHeight, terminal.height - promptRows);
    const options = pageOptions(this.#lesson, this.#context);
    const parts = await renderScreenParts(question, options, height);
    for (const [index, { text }] of parts.entries()) {
      terminal.print(`${text}\n`);
      if (index === parts.length - 1) break;
      if (!(await terminal.goOn("more"))) return false;
      terminal.print("");
    }
    return true;
  }

  /** Letters, as the options have them. */
  #askForLine(question: Question): Promise<string | undefined> {
    const letters = question.options.map((_, index) => letterOf(index)).join(", ");
    const [form, example] = question.chooseAll ? ["Your answers", "a c"] : ["Your answer", "a"];
    return this.#context.terminal.ask(
      `${form} (${letters}; Enter alone skips, q leaves)`,
      example,
      // Below the line, so that the question stays where it is.
      (line) => {
        const read = readAnswerLine(line, question);
        return read.kind === "not-an-option" ? read.sentence : undefined;
      },
    );
  }

  async #take(line: string): Promise<Outcome> {
    const { terminal } = this.#context;
    const outcome = this.#sitting.answer(line);
    if (outcome.kind === "graded") {
      updateLearnerProgress(this.#context, (saved) => {
        saved.quiz[outcome.question.id] = outcome.memory;
      });
    }
    if (this.#isQuiet) return outcome;
    if (outcome.kind === "graded") await this.#print(renderFeedback(outcome));
    if (outcome.kind === "not-an-option") {
      terminal.print(`${renderProse([outcome.sentence], terminal)}\n`);
    }
    return outcome;
  }

  async #print(markdown: string): Promise<void> {
    const { terminal } = this.#context;
    terminal.print(`${await renderMarkdown(markdown, terminal)}\n`);
  }
}
