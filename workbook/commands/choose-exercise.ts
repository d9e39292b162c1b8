// Which exercise a command is about: the named one, else the current one.

import type { Exercise } from "../course/course.ts";
import { findTarget, NotInCourse } from "../course/find.ts";
import { currentExercise, isPassed } from "../progress/next-step.ts";
import { UsageError } from "../usage.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** One exercise. A lesson alone means its first exercise that has not passed, else its first. */
export function chooseExercise(context: Context): Exercise {
  const [only] = chooseExercises(context, false);
  if (only) return only;
  throw new UsageError("Every exercise has passed: name the one you mean, such as `01 join`.");
}

/** For `check`: a lesson alone means all its exercises. */
export function chooseExercises(context: Context, wholeLesson = true): Exercise[] {
  const { course, operands } = context;
  const progress = readLearnerProgress(context);
  const target = find();
  if (target?.exercise) return [target.exercise];
  if (target) {
    const { exercises } = target.lesson;
    if (exercises.length === 0) {
      throw new UsageError(`Lesson ${target.lesson.number} has no exercises.`);
    }
    if (wholeLesson) return exercises;
    return [exercises.find(({ id }) => !isPassed(progress, id)) ?? exercises[0]] as Exercise[];
  }
  const current = currentExercise(course, progress);
  return current ? [current] : [];

  function find() {
    try {
      return findTarget(course, operands);
    } catch (error) {
      if (error instanceof NotInCourse) throw new UsageError(error.message);
      throw error;
    }
  }
}
