// Where a learner goes on: the first thing that is not done, from the lesson they are in.

import type { Course, Exercise, Lesson } from "../course/course.ts";
import type { Progress } from "./shape.ts";

export type NextStep =
  | { kind: "read"; lesson: Lesson }
  | { kind: "exercise"; lesson: Lesson; exercise: Exercise }
  | { kind: "quiz"; lesson: Lesson }
  | { kind: "done" };

/**
 * Read, then the exercises, then the quiz, lesson by lesson; after the last lesson, whatever was left out before.
 * Those who begin with an exercise need not read; those in the middle of a lesson read on.
 */
export function findNextStep(course: Course, progress: Progress): NextStep {
  for (const lesson of lessonsFromHere(course, progress)) {
    const exercise = lesson.exercises.find(({ id }) => !isPassed(progress, id));
    const hasBegun = lesson.exercises.some(({ id }) => (progress.exercises[id]?.checks ?? 0) > 0);
    const { screen = 0, done: isRead = false, quizTaken } = progress.lessons[lesson.id] ?? {};
    if (!isRead && (screen > 0 || !hasBegun)) return { kind: "read", lesson };
    if (exercise) return { kind: "exercise", lesson, exercise };
    if (!quizTaken) return { kind: "quiz", lesson };
  }
  return { kind: "done" };
}

export function isPassed(progress: Progress, exerciseId: string): boolean {
  return progress.exercises[exerciseId]?.passedAt !== undefined;
}

/** All lessons, the one last worked on first. */
function lessonsFromHere({ lessons }: Course, { current = "" }: Progress): Lesson[] {
  const here = lessons.findIndex(({ id }) => current === id || current.startsWith(`${id}/`));
  return here === -1 ? lessons : [...lessons.slice(here), ...lessons.slice(0, here)];
}

/**
 * The exercise that commands without a name mean: the current one while its last check failed or it has not passed,
 * else the next that has not; undefined when all have.
 */
export function currentExercise(course: Course, progress: Progress): Exercise | undefined {
  const all = lessonsFromHere(course, progress).flatMap((lesson) => lesson.exercises);
  const current = all.find(({ id }) => id === progress.current);
  const last = current && progress.exercises[current.id]?.lastVerdict;
  const isBroken = last !== undefined && last.kind !== "passed";
  if (current && (!isPassed(progress, current.id) || isBroken)) return current;
  return all.find(({ id }) => !isPassed(progress, id));
}
