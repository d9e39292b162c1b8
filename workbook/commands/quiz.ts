// `quiz`: asks the questions of a lesson; answers may also be piped in, one a line.

import type { Lesson } from "../course/course.ts";
import { readBank } from "../quiz/bank.ts";
import { toJson } from "../quiz/json.ts";
import { renderSummary } from "../quiz/render.ts";
import { nextDueAt, pickQuestions } from "../quiz/schedule.ts";
import { Sitting } from "../quiz/sitting.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { Asking } from "../session/asking.ts";
import { chooseLesson } from "../session/choose-lesson.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readLearnerProgress, updateLearnerProgress } from "../session/learner-progress.ts";
import { arrange, asWritten } from "../session/option-order.ts";

/** Exit code 0, however many answers were right: a quiz is there to learn from. */
export async function quiz(context: Context): Promise<number> {
  const { terminal, options } = context;
  const lesson = chooseLesson(context);
  const bank = readBank(lesson);
  if (!bank) throw new UsageError(`Lesson ${lesson.number} has no quiz yet.`);
  const { quiz: memory } = readLearnerProgress(context);
  const due = pickQuestions(bank, memory, new Date());
  if (due.length === 0 && !options.json) await print(describeRest(nextDueAt(bank, memory)));
  const asksPeople = terminal.isInteractive && !options.json;
  const order = asksPeople ? context.optionOrder : asWritten;
  const questions = (due.length === 0 ? bank : due).map((question) => ({
    ...question,
    options: arrange(question.options, order(question.id, question.options.length)),
  }));
  const sitting = new Sitting({
    questions,
    memory,
    now: () => new Date(),
    oneLineAQuestion: !asksPeople,
  });
  const asking = new Asking(sitting, lesson, context);
  await (asksPeople ? asking.askPerson() : asking.readAnswers());
  const summary = sitting.summary();
  // A quiz that was opened by mistake changes nothing.
  if (summary.unanswered < summary.total) saveTaken(context, lesson, summary.unanswered === 0);
  if (options.json) terminal.print(JSON.stringify(toJson(lesson.id, summary), null, 2));
  else await print(renderSummary(summary));
  return 0;

  async function print(markdown: string): Promise<void> {
    terminal.print(`${await renderMarkdown(markdown, terminal)}\n`);
  }
}

/** The quiz is where the learner is now, and taken once every question of a sitting was answered. */
function saveTaken(context: Context, { id }: Lesson, isComplete: boolean): void {
  updateLearnerProgress(context, (saved) => {
    const state = saved.lessons[id] ?? { screen: 0, done: false };
    if (!saved.current?.startsWith(`${id}/`)) saved.current = id;
    saved.lessons[id] = { ...state, quizTaken: state.quizTaken === true || isComplete };
  });
}

function describeRest(dueAt: string | undefined): string {
  const day = dueAt ? ` The next one is due on ${dueAt.slice(0, 10)}.` : "";
  return `You know every question here for now.${day} Here they are once more, for practice.`;
}
