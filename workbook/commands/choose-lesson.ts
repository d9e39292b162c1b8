// Which lesson a command is about: the named one, else where the learner is.

import type { Lesson } from "../course/course.ts";
import { findTarget, NotInCourse } from "../course/find.ts";
import { findNextStep } from "../progress/next-step.ts";
import { UsageError } from "../usage.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** Throws UsageError for a name that is not in the course. */
export function chooseLesson(context: Context): Lesson {
  const { course, operands } = context;
  try {
    const target = findTarget(course, operands);
    if (target) return target.lesson;
  } catch (error) {
    if (error instanceof NotInCourse) throw new UsageError(error.message);
    throw error;
  }
  const next = findNextStep(course, readLearnerProgress(context));
  const lesson = next.kind === "done" ? course.lessons[0] : next.lesson;
  if (!lesson) throw new UsageError("The course has no lessons yet.");
  return lesson;
}
