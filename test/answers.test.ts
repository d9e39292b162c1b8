// Every solution and right answer passes, every stub fails, every wrong answer gets its verdict.
// Answers to one exercise share a process, which a learner's answer never does: `npm run bench -- steady-verdicts`
// checks each of them in a process of its own, again and again.

import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { Checker } from "#workbook/checker/checker.ts";
import type { Verdict } from "#workbook/checker/verdict.ts";
import type { Exercise } from "#workbook/course/course.ts";
import { listRightAnswers, readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const course = loadCourse(root);
const exercises = course.lessons.flatMap((lesson) => lesson.exercises);

// One more than there are processors: an answer that stands still uses none.
const checkers = Array.from(
  { length: availableParallelism() + 1 },
  () => new Checker(course, { sharesProcesses: true }),
);
const idle = [...checkers];
const waiting: ((checker: Checker) => void)[] = [];
afterAll(async () => {
  await Promise.all(checkers.map((checker) => checker.close()));
});

async function check(exercise: Exercise, file: string): Promise<Verdict> {
  const checker = idle.pop() ?? (await new Promise<Checker>((resolve) => waiting.push(resolve)));
  try {
    return await checker.check(exercise, file);
  } finally {
    const next = waiting.shift();
    if (next) next(checker);
    else idle.push(checker);
  }
}

describe.concurrent.each(exercises)("$id", (exercise) => {
  test("our solution passes", async ({ expect }) => {
    const verdict = await check(exercise, exercise.solutionFile);
    expect(verdict.sentence).toMatch(/^(All \d+ tests|The test) held/);
    expect(verdict.passed).toBe(true);
  });

  test("the stub does not", async ({ expect }) => {
    const verdict = await check(exercise, exercise.stubFile);
    expect(verdict.passed).toBe(false);
    expect(verdict.kind).not.toBe("type-error");
  });

  for (const file of listRightAnswers(root, exercise)) {
    test(`the right answer ${basename(file)} passes`, async ({ expect }) => {
      const verdict = await check(exercise, file);
      expect(verdict.sentence).toMatch(/^(All \d+ tests|The test) held/);
      expect(verdict.passed).toBe(true);
    });
  }

  for (const { file, verdict: kind, says } of readKnownMistakes(root, exercise)) {
    test(`the wrong answer ${basename(file)} is rejected by its own verdict`, async ({
      expect,
    }) => {
      const verdict = await check(exercise, file);
      expect(verdict.sentence).toContain(says);
      expect(verdict.kind).toBe(kind);
    });
  }
});

test("there is an exercise to check", () => expect(exercises.length).toBeGreaterThan(0));
