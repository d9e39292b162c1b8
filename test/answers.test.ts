// Every solution and right answer passes, every stub fails, every known mistake gets its verdict.
// Answers to one exercise share a process, which a learner's answer never does: `npm run bench -- steady-verdicts`
// checks each of them in a process of its own, again and again.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Checker } from "#workbook/checker/checker.ts";
import type { Verdict } from "#workbook/checker/verdict.ts";
import { likenessTo } from "#workbook/course/code-likeness.ts";
import { listRightAnswers, readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { writeMistake } from "#workbook/course/mistake-answer.ts";
import { recognizeMistake } from "#workbook/course/recognize-mistake.ts";
import { explainSleep } from "#workbook/explorer/trace/why-asleep.ts";
import { createSharingChecker } from "./sharing/sharing-checker.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const course = await loadCourse(root);
const exercises = course.lessons.flatMap((lesson) => lesson.exercises);

// One more than there are processors: some answer stands still, and nothing but time passes until that is certain.
const checkers = Array.from({ length: availableParallelism() + 1 }, () =>
  createSharingChecker(course),
);
const idle = [...checkers];
const waiting: ((checker: Checker) => void)[] = [];
afterAll(async () => {
  await Promise.all(checkers.map((checker) => checker.close()));
});

async function take(): Promise<Checker> {
  return idle.pop() ?? (await new Promise<Checker>((resolve) => waiting.push(resolve)));
}

function giveBack(checker: Checker): void {
  const next = waiting.shift();
  if (next) next(checker);
  else idle.push(checker);
}

describe.concurrent.each(exercises)("$id", (exercise) => {
  // One checker for all answers to an exercise: it has read their tests already.
  let checker: Checker;
  beforeAll(async () => {
    checker = await take();
  }, 0);
  afterAll(() => giveBack(checker));
  const check = (file: string): Promise<Verdict> => checker.check(exercise, file);

  test.sequential("our solution passes", async () => {
    const verdict = await check(exercise.solutionFile);
    expect(verdict.sentence).toMatch(/^(All \d+ tests|The test) held/);
    expect(verdict.passed).toBe(true);
  });

  test.sequential("the stub does not", async () => {
    const verdict = await check(exercise.stubFile);
    expect(verdict.passed).toBe(false);
    expect(verdict.kind).not.toBe("type-error");
  });

  for (const file of listRightAnswers(root, exercise)) {
    test.sequential(`the right answer ${basename(file)} passes`, async () => {
      const verdict = await check(file);
      expect(verdict.sentence).toMatch(/^(All \d+ tests|The test) held/);
      expect(verdict.passed).toBe(true);
    });
  }

  const mistakes = readKnownMistakes(root, exercise);
  for (const mistake of mistakes) {
    const { name, hint } = mistake;
    test.sequential(`the mistake ${name} gets its own verdict and hint`, async () => {
      const file = writeMistake(root, exercise, mistake);
      const verdict = await check(file);
      const failure = { ...verdict, why: explainSleep(verdict.recording) };
      const { kind, sentence } = verdict;
      expect(recognizeMistake([mistake], failure), `${kind}: ${sentence}`).toBe(mistake);
      const likeness = likenessTo(readFileSync(file, "utf8"), root, exercise);
      expect(recognizeMistake(mistakes, failure, likeness)?.hint).toBe(hint);
    });
  }
});

test("there is an exercise to check", () => expect(exercises.length).toBeGreaterThan(0));
