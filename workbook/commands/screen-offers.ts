// What the screen before the learner offers to do: its demos and its exercises, one of each at a time.

import type { Demo, Exercise, Lesson } from "../course/course.ts";

export interface Offers {
  demo: Demo | undefined;
  exercise: Exercise | undefined;
}

export interface Done {
  /** Names of the demos that have run in this sitting. */
  demosRun: ReadonlySet<string>;
  hasPassed: (exercise: Exercise) => boolean;
}

/** The first demo of `markdown` that has not run, the first exercise that has not passed; else the first. */
export function findOffers(
  markdown: string,
  lesson: Lesson,
  { demosRun, hasPassed }: Done,
): Offers {
  const demos = namesIn(markdown, [
    /^> \*\*Predict\*\* `([^`]+)`/gm,
    /^```(?:text|ts) demos\/([\w-]+)\.ts/gm,
    /^npm start -- run \d+ ([\w-]+)/gm,
  ]).flatMap((name) => lesson.demos.find((demo) => demo.name === name) ?? []);
  const exercises = namesIn(markdown, [/^\*\*Exercise\*\* `([^`]+)`/gm]).flatMap(
    (name) => lesson.exercises.find((exercise) => exercise.name === name) ?? [],
  );
  return {
    demo: demos.find(({ name }) => !demosRun.has(name)) ?? demos[0],
    exercise: exercises.find((exercise) => !hasPassed(exercise)) ?? exercises[0],
  };
}

/** In the order of the page. */
function namesIn(markdown: string, patterns: RegExp[]): string[] {
  const found = patterns.flatMap((pattern) => [...markdown.matchAll(pattern)]);
  return found.sort((a, b) => a.index - b.index).flatMap(([, name]) => name ?? []);
}
