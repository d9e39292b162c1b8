// A checker whose answers to one exercise run in the same process, one after the other, as long as each leaves it as
// it found it. For answers that we know, since it is much quicker; a learner's answer has a process of its own.

import { fileURLToPath } from "node:url";
import { Checker } from "#workbook/checker/checker.ts";
import type { Course } from "#workbook/course/course.ts";

const sharingRunnerFile = fileURLToPath(new URL("./sharing-runner.ts", import.meta.url));

/** @param runnerFile its runner, if it is another that shares processes */
export function createSharingChecker(course: Course, runnerFile = sharingRunnerFile): Checker {
  return new Checker(course, { runnerFile });
}
