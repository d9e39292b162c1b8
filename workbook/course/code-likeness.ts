// How much an answer looks like the known mistakes of an exercise on disk.

import { readFileSync } from "node:fs";
import type { Exercise } from "./course.ts";
import { measureLikeness } from "./likeness.ts";
import { mistakeText } from "./mistake-answer.ts";
import type { KnownMistake } from "./mistakes-page.ts";

/** Measures mistakes in `exercise` against the answer `text`: the more alike, the higher. */
export function likenessTo(
  text: string,
  root: string,
  exercise: Exercise,
): (mistake: KnownMistake) => number {
  const likeness = measureLikeness(text, readFileSync(exercise.solutionFile, "utf8"));
  return (mistake) => likeness(mistakeText(root, exercise, mistake));
}
