// A spare process warms the explorer up for the tests that ran last, and runs no others.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { Checker } from "#workbook/checker/checker.ts";
import type { Exercise } from "#workbook/course/course.ts";
import { findTarget } from "#workbook/course/find.ts";
import { loadCourse } from "#workbook/course/load-course.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave spare "));
const answer = join(folder, "answer.ts");
// Says when it is loaded whether its process has warmed up, and what is left of that for what it starts.
writeFileSync(
  answer,
  `const isWarm = process.execArgv.some((word) => word.endsWith("/warm-up.mjs"));
throw new Error((isWarm ? "warm " : "cold ") + process.env.INTERLEAVE_WARM_UP);
`,
);
const course = loadCourse(
  fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, ""),
);
const watching = new Checker(course, { warmsUp: true });
const checking = new Checker(course);
afterAll(async () => {
  await Promise.all([watching.close(), checking.close()]);
  rmSync(folder, { recursive: true });
});

function findExercise(id: string): Exercise {
  const exercise = findTarget(course, [id])?.exercise;
  if (!exercise) throw new Error(`there is no exercise ${id}`);
  return exercise;
}

/** Whether an answer to `then` has a warm process after a check of `first`. */
async function findTemperature(checker: Checker, first: string, then: string): Promise<string> {
  await checker.check(findExercise(first), findExercise(first).stubFile);
  const { sentence } = await checker.check(findExercise(then), answer);
  return /(warm|cold) \w+/.exec(sentence)?.[0] ?? sentence;
}

const counter = "02-locks/atomic-counter";

test.each([
  ["warm undefined", "the same tests", watching, counter, counter],
  ["cold undefined", "other tests", watching, counter, "02-locks/semaphore"],
  ["cold undefined", "tests that do not explore", watching, "01-threads/join", "01-threads/join"],
  ["cold undefined", "a check that nobody watches", checking, counter, counter],
])("is %s for %s", async (expected, _title, checker, first, then) => {
  expect(await findTemperature(checker, first, then)).toBe(expected);
});
