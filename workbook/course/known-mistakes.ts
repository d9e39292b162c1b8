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
