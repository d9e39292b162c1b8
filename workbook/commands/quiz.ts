// `quiz`: asks the questions of a lesson; answers may also be piped in, one a line.

import { existsSync, readFileSync } from "node:fs";
import type { Lesson } from "../course/course.ts";
import { updateProgress } from "../progress/progress.ts";
import { parseBank } from "../quiz/bank.ts";
import { toJson } from "../quiz/json.ts";
import { letterOf, type Question } from "../quiz/question.ts";
import { renderFeedback, renderQuestion, renderSummary } from "../quiz/render.ts";
import { nextDueAt, pickQuestions } from "../quiz/schedule.ts";
import { type AskedQuestion, type Outcome, Sitting } from "../quiz/sitting.ts";
import { renderMarkdown, renderScreenParts } from "../reader/reader.ts";
import { UsageError } from "../usage.ts";
import { renderProse } from "../views/prose.ts";
import { chooseLesson } from "./choose-lesson.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** An empty line, four of the prompt, and the one with the cursor. */
const promptRows = 6;
/** Rows: in a window of less, a question scrolls. */
const lowestPart = 8;

/** Exit code 0, however many answers were right: a quiz is there to learn from. */
export async function quiz(context: Context): Promise<number> {
  const { course, terminal, options } = context;
  const lesson = chooseLesson(context);
  const bank = readBank(lesson);
  const progress = readLearnerProgress(context);
  const now = new Date();
  let questions = pickQuestions(bank, progress.quiz, now);
  if (questions.length === 0) {
    if (!options.json) await print(describeRest(nextDueAt(bank, progress.quiz)));
    questions = bank;
  }
  const asksPeople = terminal.isInteractive && !options.json;
  const sitting = new Sitting({
    questions,
    memory: progress.quiz,
    now: () => new Date(),
    oneLineAQuestion: !asksPeople,
  });
  await (asksPeople ? askPerson() : readAnswers());
  const summary = sitting.summary();
  const isComplete = summary.unanswered === 0;
  updateProgress(course.root, (saved) => {
    const state = saved.lessons[lesson.id] ?? { screen: 0, done: false };
    if (!saved.current?.startsWith(`${lesson.id}/`)) saved.current = lesson.id;
    saved.lessons[lesson.id] = { ...state, quizTaken: state.quizTaken === true || isComplete };
  });
  if (options.json) terminal.print(JSON.stringify(toJson(lesson.id, summary), null, 2));
  else await print(renderSummary(summary));
  return 0;

  async function askPerson(): Promise<void> {
    for (let asked = sitting.nextQuestion(); asked; asked = sitting.nextQuestion()) {
      if (!(await showInParts(renderQuestion(asked)))) return;
      const line = await askOne(asked);
      if (line === undefined) return;
      const outcome = sitting.answer(line);
      await take(outcome);
      if (outcome.kind === "skipped") terminal.print("");
      const hasReasons = outcome.kind === "graded" && sitting.nextQuestion() !== undefined;
      if (!hasReasons) continue;
      if (!(await terminal.goOn("next question"))) return;
      terminal.print("");
    }
  }

  /** What is taller than the window would scroll off its top; false if the learner leaves. */
  async function showInParts(question: string): Promise<boolean> {
    const { width, colors, links } = terminal;
    const paper = { width, colors, links, lessonNumber: lesson.number };
    const height = terminal.height && Math.max(lowestPart, terminal.height - promptRows);
    const parts = await renderScreenParts(question, paper, height);
    for (const [index, { text }] of parts.entries()) {
      terminal.print(`${text}\n`);
      if (index === parts.length - 1) break;
      if (!(await terminal.goOn("more"))) return false;
      terminal.print("");
    }
    return true;
  }

  /** Letters, as the options have them; whatever is typed, the sitting judges it. */
  async function askOne({ question }: AskedQuestion): Promise<string | undefined> {
    const letters = question.options.map((_, index) => letterOf(index)).join(", ");
    const [form, example] = question.chooseAll
      ? ["Your answers", "a c"]
      : ["Your answer", letterOf(0)];
    return terminal.ask(`${form} (${letters}; Enter alone skips)`, example);
  }

  /** Questions are shown as they come, so that a transcript can be read. */
  async function readAnswers(): Promise<void> {
    const asked = sitting.nextQuestion();
    if (asked && !options.json) await print(renderQuestion(asked));
    for await (const line of terminal.readLines()) {
      if (!sitting.nextQuestion()) break;
      await take(sitting.answer(line));
      const next = sitting.nextQuestion();
      if (!next) break;
      if (!options.json) await print(renderQuestion(next));
    }
  }

  async function take(outcome: Outcome): Promise<void> {
    if (outcome.kind === "graded") {
      updateProgress(course.root, (saved) => {
        saved.quiz[outcome.question.id] = outcome.memory;
      });
    }
    if (options.json) return;
    if (outcome.kind === "graded") await print(renderFeedback(outcome));
    if (outcome.kind === "not-an-option")
      terminal.print(`${renderProse([outcome.sentence], terminal)}\n`);
  }

  async function print(markdown: string): Promise<void> {
    const { width, colors, links } = terminal;
    terminal.print(`${await renderMarkdown(markdown, { width, colors, links })}\n`);
  }
}

function readBank({ quizFile, id, number }: Lesson): Question[] {
  if (!existsSync(quizFile)) throw new UsageError(`Lesson ${number} has no quiz yet.`);
  return parseBank(readFileSync(quizFile, "utf8"), `quiz/${id}.md`);
}

function describeRest(dueAt: string | undefined): string {
  const day = dueAt ? ` The next one is due on ${dueAt.slice(0, 10)}.` : "";
  return `You know every question here for now.${day} Here they are once more, for practice.`;
}
