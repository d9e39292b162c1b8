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

/**
 * The known mistake that a failure reads like, if there is one.
 *
 * @param likeness how much the answer's code looks like a mistake: decides between those whose failures read alike
 */
export function recognizeMistake(
  mistakes: KnownMistake[],
  failure: { kind: string; sentence: string; why?: string },
  likeness: (mistake: KnownMistake) => number = () => 0,
): KnownMistake | undefined {
  const alike = mistakes
    .filter(
      ({ verdict, says, why = "" }) =>
        verdict === failure.kind &&
        isSaidIn(failure.sentence, says) &&
        isSaidIn(failure.why ?? "", why),
    )
    .map((mistake) => ({ mistake, likeness: likeness(mistake) }));
  // Between equals, the longest match is the closest one.
  const length = ({ says, why = "" }: KnownMistake) => says.length + why.length;
  alike.sort((a, b) => b.likeness - a.likeness || length(b.mistake) - length(a.mistake));
  return alike[0]?.mistake;
}

/** Whether `text` has the parts of `says` between its ` … `, in order. The only cell of a memory reads like its first. */
function isSaidIn(text: string, says: string): boolean {
  const plain = (words: string) => words.replace(/(`\w+)\[0\](?=`)/g, "$1");
  let rest = plain(text);
  for (const part of plain(says).split(" … ")) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}
