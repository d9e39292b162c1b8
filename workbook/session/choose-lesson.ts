// Which lesson a command is about: the named one, else where the learner is.

import type { Lesson } from "../course/course.ts";
import { findTarget } from "../course/find.ts";
import { findNextStep } from "../progress/next-step.ts";
import { type Context, UsageError } from "./command.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** Throws NotInCourse for a name that is not in it. */
export function chooseLesson(context: Context): Lesson {
  const { course, operands } = context;
  const target = findTarget(course, operands);
  if (target) return target.lesson;
  const next = findNextStep(course, readLearnerProgress(context));
  const lesson = next.kind === "done" ? course.lessons[0] : next.lesson;
  if (!lesson) throw new UsageError("The course has no lessons yet.");
  return lesson;
}
