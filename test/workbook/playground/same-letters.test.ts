// A known mistake gets the same words, schedule and lines from the playground as from the terminal, whichever Node that has.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Checker } from "#workbook/checker/checker.ts";
import { readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { writeMistake } from "#workbook/course/mistake-answer.ts";
import type { Place, Trace } from "#workbook/explorer/contract/scenario.ts";
import { browserIsMissing, chromiumFile } from "../../browser.ts";
import { repositoryRoot } from "../toy-course.ts";
import { type OpenGrader, openGrader } from "./open-grader.ts";

const course = await loadCourse(repositoryRoot);

describe.skipIf(chromiumFile === undefined)(`in Chromium (${browserIsMissing})`, () => {
  const checker = new Checker(course);
  let grader: OpenGrader;

  beforeAll(async () => {
    grader = await openGrader();
  });
  afterAll(async () => {
    await Promise.all([grader?.close(), checker.close()]);
  });

  test("verdicts on mutexes are the terminal's to the letter, with their schedules and lines", async () => {
    const exercise = course.lessons
      .flatMap(({ exercises }) => exercises)
      .find(({ name }) => name === "mutex");
    if (!exercise) throw new Error("expected the exercise mutex");
    await grader.turnTo(exercise);
    // How many states are too many depends on the machine, if time is the bound.
    const mistakes = readKnownMistakes(repositoryRoot, exercise)
      .filter(({ verdict }) => verdict === "test-failed")
      .slice(0, 6);
    for (const mistake of mistakes) {
      const file = writeMistake(repositoryRoot, exercise, mistake);
      const own = await checker.check(exercise, file);
      const { verdict } = await grader.grade(readFileSync(file, "utf8"));
      const { kind, sentence, test: title, held, recording, detail } = verdict;
      const plain = JSON.parse(
        write(recording?.trace)
          .replaceAll("/course/exercises/02-locks/mutex.ts", file)
          .replaceAll("/course", repositoryRoot),
      );
      expect({
        kind,
        sentence,
        test: title,
        held,
        detail,
        lines: Object.values(recording?.lines ?? {}),
      }).toEqual({
        kind: own.kind,
        sentence: own.sentence,
        test: own.test,
        held: own.held,
        detail: own.detail,
        lines: Object.values(own.recording?.lines ?? {}),
      });
      expect(plain).toEqual(JSON.parse(write(own.recording?.trace)));
    }
  });
});

/** Without the columns of callers: engines differ in where a call of a private method stands. */
function write(trace: Trace | undefined): string {
  const withoutColumns = (key: string, value: unknown): unknown =>
    key === "callers" ? (value as Place[]).map(({ file, line }) => ({ file, line })) : value;
  return JSON.stringify(trace ?? null, withoutColumns);
}
