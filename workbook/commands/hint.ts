// `hint`: one hint at a time; first the one for the mistake that the last check found.

import { readFileSync } from "node:fs";
import { likenessTo } from "../course/code-likeness.ts";
import { readKnownMistakes } from "../course/known-mistakes.ts";
import { readPage } from "../course/page.ts";
import { recognizeMistake } from "../course/recognize-mistake.ts";
import { isPassed } from "../progress/next-step.ts";
import { exerciseProgress } from "../progress/progress.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { span } from "../reader/span.ts";
import { chooseExercise } from "../session/choose-exercise.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readLearnerProgress, updateLearnerProgress } from "../session/learner-progress.ts";
import { renderProse, unbroken } from "../views/prose.ts";

export async function hint(context: Context): Promise<number> {
  const { course, terminal } = context;
  const exercise = chooseExercise(context);
  const lesson = course.lessons.find(({ id }) => id === exercise.lessonId);
  if (!lesson) throw new UsageError(`There is no lesson for ${exercise.id}.`);
  const general = readPage(lesson).hints.find((one) => one.exercise === exercise.name)?.hints ?? [];
  const saved = readLearnerProgress(context);
  const entry = saved.exercises[exercise.id];
  const last = entry?.lastVerdict;
  const mistake =
    last && last.kind !== "passed"
      ? recognizeMistake(
          readKnownMistakes(course.root, exercise),
          last,
          likenessTo(readAnswer(exercise.learnerFile), course.root, exercise),
        )
      : undefined;

  const failure = [last?.sentence, last?.why].join(" ").trim();
  if (mistake && entry?.hintedMistake !== failure) {
    await print(`**${exercise.name}**, for what the last check found: ${mistake.hint}`);
    remember((progress) => {
      progress.hintedMistake = failure;
    });
    return 0;
  }
  const shown = entry?.hintsShown ?? 0;
  const text = general[shown];
  if (text === undefined) {
    await print(renderAllHints(exercise.name, general));
    if (general.length === 0) return 0;
    const { dim } = terminal.style;
    // At a terminal it asks.
    const isAsked = terminal.isInteractive || isPassed(saved, exercise.id);
    const words = `npm start -- solution ${exercise.id}${isAsked ? "" : " --yes"}`;
    const command = unbroken(`\`${words}\``, dim);
    terminal.print(`\n${renderProse([command, span(" shows our solution.", dim)], terminal)}`);
    return 0;
  }
  await print(`**${exercise.name}**, hint ${shown + 1} of ${general.length}: ${text}`);
  remember((progress) => {
    progress.hintsShown = shown + 1;
  });
  return 0;

  async function print(markdown: string): Promise<void> {
    terminal.print(await renderMarkdown(markdown, terminal));
  }

  function remember(change: (entry: ReturnType<typeof exerciseProgress>) => void): void {
    updateLearnerProgress(context, (progress) => {
      change(exerciseProgress(progress, exercise.id));
      progress.current = exercise.id;
    });
  }
}

/** Empty if the file has gone since its check, or cannot be read any more. */
function readAnswer(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What is said to somebody who has seen every hint and asks for more, as Markdown. */
export function renderAllHints(exercise: string, hints: string[]): string {
  if (hints.length === 0) return `There are no hints for **${exercise}**.`;
  const these = hints.length === 1 ? "here is the only hint" : `here are all ${hints.length} hints`;
  const rows = hints.map((hint, index) => {
    const number = `${index + 1}. `;
    return `${number}${hint.replaceAll("\n", `\n${" ".repeat(number.length)}`)}`;
  });
  return `No more hints: ${these} for **${exercise}** once more.\n\n${rows.join("\n")}`;
}
