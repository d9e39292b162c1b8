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
  /** Its prediction stands further on, after what it takes to make one. */
  isAskedLater: (demo: string) => boolean;
}

/**
 * The first demo that has not run, the first exercise that has not passed; else the first.
 *
 * @param parts Markdown that the learner has seen of the screen, what is before them now first.
 */
export function findOffers(
  parts: string[],
  lesson: Lesson,
  { demosRun, hasPassed, isAskedLater }: Done,
): Offers {
  const demos = namesIn(parts, [
    /^> \*\*Predict\*\* `([^`]+)`/gm,
    /^```(?:text|ts) demos\/([\w-]+)\.ts/gm,
    /^npm start -- run \d+ ([\w-]+)/gm,
  ])
    .filter((name) => !isAskedLater(name))
    .flatMap((name) => lesson.demos.find((demo) => demo.name === name) ?? []);
  const exercises = namesIn(parts, [/^\*\*Exercise\*\* `([^`]+)`/gm]).flatMap(
    (name) => lesson.exercises.find((exercise) => exercise.name === name) ?? [],
  );
  return {
    demo: demos.find(({ name }) => !demosRun.has(name)) ?? demos[0],
    exercise: exercises.find((exercise) => !hasPassed(exercise)) ?? exercises[0],
  };
}

/** Part by part, in the order of each. */
function namesIn(parts: string[], patterns: RegExp[]): string[] {
  return parts.flatMap((markdown) => {
    const found = patterns.flatMap((pattern) => [...markdown.matchAll(pattern)]);
    return found.sort((a, b) => a.index - b.index).flatMap(([, name]) => name ?? []);
  });
}
