// Where a learner goes on: the first thing in course order that is not done.

import type { Course, Exercise, Lesson } from "../course/course.ts";
import type { Progress } from "./shape.ts";

export type NextStep =
  | { kind: "read"; lesson: Lesson }
  | { kind: "exercise"; lesson: Lesson; exercise: Exercise }
  | { kind: "quiz"; lesson: Lesson }
  | { kind: "done" };

/** Read, then the exercises, then the quiz, lesson by lesson. An exercise that was begun counts as read. */
export function findNextStep(course: Course, progress: Progress): NextStep {
  for (const lesson of course.lessons) {
    const exercise = lesson.exercises.find(({ id }) => !isPassed(progress, id));
    const hasBegun = lesson.exercises.some(({ id }) => progress.exercises[id]);
    if (!progress.lessons[lesson.id]?.done && !hasBegun) return { kind: "read", lesson };
    if (exercise) return { kind: "exercise", lesson, exercise };
    if (!hasTakenQuiz(lesson, progress)) return { kind: "quiz", lesson };
  }
  return { kind: "done" };
}

export function isPassed(progress: Progress, exerciseId: string): boolean {
  return progress.exercises[exerciseId]?.passedAt !== undefined;
}

/** A quiz counts as taken when every question met so far was answered; ids begin with the lesson's. */
export function hasTakenQuiz(lesson: Lesson, progress: Progress): boolean {
  return progress.lessons[lesson.id]?.quizTaken === true;
}

/**
 * The exercise that commands without a name mean: the current one while its last check failed or it has not passed,
 * else the first that is not; undefined when all are.
 */
export function currentExercise(course: Course, progress: Progress): Exercise | undefined {
  const all = course.lessons.flatMap((lesson) => lesson.exercises);
  const current = all.find(({ id }) => id === progress.current);
  const last = current && progress.exercises[current.id]?.lastVerdict;
  const isBroken = last !== undefined && last.kind !== "passed";
  if (current && (!isPassed(progress, current.id) || isBroken)) return current;
  return all.find(({ id }) => !isPassed(progress, id));
}
