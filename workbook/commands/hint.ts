// `hint`: one hint at a time; first the one for the mistake that the last check found.

import { readKnownMistakes, recognizeMistake } from "../course/known-mistakes.ts";
import { readPage } from "../course/load-course.ts";
import { exerciseProgress, updateProgress } from "../progress/progress.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { span } from "../reader/span.ts";
import { UsageError } from "../usage.ts";
import { renderProse, unbroken } from "../views/prose.ts";
import { chooseExercise } from "./choose-exercise.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";

export async function hint(context: Context): Promise<number> {
  const { course, terminal } = context;
  const exercise = chooseExercise(context);
  const lesson = course.lessons.find(({ id }) => id === exercise.lessonId);
  if (!lesson) throw new UsageError(`There is no lesson for ${exercise.id}.`);
  const general = readPage(lesson).hints.find((one) => one.exercise === exercise.name)?.hints ?? [];
  const entry = readLearnerProgress(context).exercises[exercise.id];
  const last = entry?.lastVerdict;
  const mistake =
    last && last.kind !== "passed"
      ? recognizeMistake(readKnownMistakes(course.root, exercise), last)
      : undefined;

  if (mistake && entry?.hintedMistake !== last?.sentence) {
    await print(`**${exercise.name}**, for what the last check found: ${mistake.hint}`);
    remember((progress) => {
      if (last) progress.hintedMistake = last.sentence;
    });
    return 0;
  }
  const shown = entry?.hintsShown ?? 0;
  const index = Math.min(shown, general.length - 1);
  const text = general[index];
  if (text === undefined) {
    terminal.print(`There are no hints for ${exercise.id}.`);
    return 0;
  }
  await print(`**${exercise.name}**, hint ${index + 1} of ${general.length}: ${text}`);
  if (shown >= general.length) terminal.print("That was the last one.");
  remember((progress) => {
    progress.hintsShown = index + 1;
  });
  if (shown >= general.length) {
    const { dim } = terminal.style;
    const command = unbroken(`\`npm start -- solution ${exercise.id}\``, dim);
    terminal.print(renderProse([command, span(" shows our solution.", dim)], terminal));
  }
  return 0;

  async function print(markdown: string): Promise<void> {
    const { width, colors, links } = terminal;
    terminal.print(await renderMarkdown(markdown, { width, colors, links }));
  }

  function remember(change: (entry: ReturnType<typeof exerciseProgress>) => void): void {
    updateProgress(course.root, (progress) => {
      change(exerciseProgress(progress, exercise.id));
      progress.current = exercise.id;
    });
  }
}
