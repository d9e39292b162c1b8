// Every known answer to the playground's exercises gets in the browser what it gets in the terminal. Of known mistakes
// `solutions/NN-topic/mistakes/` says what that is: test/answers.test.ts holds the terminal to it, and this one the browser.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listRightAnswers } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { isGradedByExplorer } from "#workbook/playground/collect-exercise.ts";
import type { ExerciseData } from "#workbook/playground/messages.ts";
import { browserIsMissing, chromiumFile } from "../../browser.ts";
import { repositoryRoot } from "../toy-course.ts";
import { type OpenGrader, openGrader } from "./open-grader.ts";

const course = await loadCourse(repositoryRoot);
const playable = course.lessons
  .flatMap(({ exercises }) => exercises)
  .filter((exercise) => isGradedByExplorer(exercise));

/** Right answers that need Node, and what the browser says of them. */
const onlyInTerminal: Record<string, string> = {
  "every-state-in-the-cell.ts":
    "exercises/07-pools/future.ts could not be loaded: it imports `node:events`, which the terminal has and a browser has not.",
};

test("the exercises are those that the explorer grades", () => {
  expect(playable.map(({ name }) => name).sort()).toEqual([
    "atomic-counter",
    "barrier",
    "bounded-queue",
    "condition",
    "event",
    "future",
    "latch",
    "lock-scenario",
    "mutex",
    "ordered-transfer",
    "philosophers",
    "readers-writer-lock",
    "ring",
    "semaphore",
    "sleeping-queue",
    "spin-lock",
    "transfer",
    "try-lock-for",
  ]);
});

describe.skipIf(chromiumFile === undefined)(`in Chromium (${browserIsMissing})`, () => {
  let grader: OpenGrader;

  beforeAll(async () => {
    grader = await openGrader();
  });
  afterAll(() => grader?.close());

  test("a name that is not imported or misspelt is told as what it is, without the hint of a mistake", async () => {
    const told: Record<string, [was: string | RegExp, is: string, sentence: string]> = {
      "spin-lock": [
        /^import .*$/m,
        "",
        "exercises/02-locks/spin-lock.ts, line 31, uses `LockError`, which is not defined there: import it from `#lesson/02-locks/lock.ts`.",
      ],
      "atomic-counter": [
        "Atomics.add",
        "Atomic.add",
        "exercises/02-locks/atomic-counter.ts, line 19, uses `Atomic`, which is not defined there: did you mean `Atomics`?",
      ],
    };
    for (const exercise of playable) {
      const [was, is, sentence] = told[exercise.name] ?? [];
      if (was === undefined || is === undefined) continue;
      await grader.turnTo(exercise);
      const text = readFileSync(exercise.solutionFile, "utf8").replace(was, is);
      const { verdict, mistake } = await grader.grade(text);
      expect([verdict.sentence, mistake]).toEqual([sentence, undefined]);
    }
  });

  describe.each(playable)("$id", (exercise) => {
    let data: ExerciseData;

    beforeAll(async () => {
      data = await grader.turnTo(exercise);
    });

    test("right answers pass, and the stub does not", async () => {
      const files = [exercise.solutionFile, ...listRightAnswers(repositoryRoot, exercise)];
      for (const file of files) {
        const { verdict } = await grader.grade(readFileSync(file, "utf8"));
        if (basename(file) in onlyInTerminal) {
          expect(verdict.sentence).toBe(onlyInTerminal[basename(file)]);
          continue;
        }
        expect(verdict.sentence, basename(file)).toMatch(/^All \d+ tests held/);
        expect(verdict.passed).toBe(true);
      }
      const { verdict } = await grader.grade(data.stub);
      expect(verdict.kind).toBe("test-failed");
    });

    test("known mistakes get their verdicts and hints", async () => {
      for (const { name, text, hint } of data.mistakes) {
        const { verdict, mistake } = await grader.grade(text);
        expect([name, mistake?.hint], verdict.sentence).toEqual([name, hint]);
      }
    });
  });
});
