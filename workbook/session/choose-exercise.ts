// Which exercise a command is about: the named one, else the current one.

import type { Exercise } from "../course/course.ts";
import { findTarget } from "../course/find.ts";
import { currentExercise, isPassed } from "../progress/next-step.ts";
import { type Context, UsageError } from "./command.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** One exercise. A lesson alone means its first exercise that has not passed, else its first. */
export function chooseExercise(context: Context): Exercise {
  const [only] = chooseExercises(context, false);
  if (only) return only;
  throw new UsageError("Every exercise has passed: name the one you mean, such as `01 join`.");
}

/** For `check`: a lesson alone means all its exercises. Throws NotInCourse for a name that is not in it. */
export function chooseExercises(context: Context, wholeLesson = true): Exercise[] {
  const { course, operands } = context;
  const progress = readLearnerProgress(context);
  const target = findTarget(course, operands);
  if (target?.exercise) return [target.exercise];
  if (target) {
    const { exercises, number } = target.lesson;
    const [first] = exercises;
    if (!first) throw new UsageError(`Lesson ${number} has no exercises.`);
    if (wholeLesson) return exercises;
    return [exercises.find(({ id }) => !isPassed(progress, id)) ?? first];
  }
  const current = currentExercise(course, progress);
  return current ? [current] : [];
}
