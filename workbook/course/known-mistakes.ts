// The known wrong answers to an exercise: each with the verdict it must get and a hint of its own.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exercise } from "./course.ts";
import { type KnownMistake, parseMistakes } from "./mistakes-page.ts";

/** The mistakes kept for an exercise. Throws MarkdownError naming what is wrong with their file. */
export function readKnownMistakes(root: string, exercise: Exercise): KnownMistake[] {
  const file = `solutions/${exercise.lessonId}/mistakes/${exercise.name}.md`;
  if (!existsSync(join(root, file))) return [];
  return parseMistakes(readFileSync(join(root, file), "utf8"), file);
}

/** Right answers that differ from ours. */
export function listRightAnswers(root: string, { lessonId, name }: Exercise): string[] {
  const folder = join(root, "test", "right-answers", lessonId, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => join(folder, file));
}

/** The known mistake that a failure reads like, if there is one. */
export function recognizeMistake(
  mistakes: KnownMistake[],
  failure: { kind: string; sentence: string; why?: string },
): KnownMistake | undefined {
  const alike = mistakes.filter(
    ({ verdict, says, why = "" }) =>
      verdict === failure.kind &&
      failure.sentence.includes(says) &&
      (failure.why ?? "").includes(why),
  );
  // The longest match is the closest one.
  const closeness = ({ says, why = "" }: KnownMistake) => says.length + why.length;
  return alike.sort((a, b) => closeness(b) - closeness(a))[0];
}
