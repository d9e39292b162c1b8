// Every known answer to the playground's exercises gets in the browser what it gets in the terminal. Of known mistakes
// `solutions/NN-topic/mistakes/` says what that is: test/answers.test.ts holds the terminal to it, and this one the browser.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Checker } from "#workbook/checker/checker.ts";
import { listRightAnswers, readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { writeMistake } from "#workbook/course/mistake-answer.ts";
import { collectExercise, isGradedByExplorer } from "#workbook/playground/collect-exercise.ts";
import type { Graded } from "#workbook/playground/messages.ts";
import { bundleScripts } from "#workbook/site/bundle.ts";
import { type SiteServer, serveSite } from "#workbook/site/serve-site.ts";
import { backstopMs } from "../../backstop.ts";
import { browserIsMissing, chromiumFile, openBrowser, openPage } from "../../browser.ts";
import { repositoryRoot } from "../toy-course.ts";

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
  let browser: Browser;
  let server: SiteServer;
  let page: Page;

  beforeAll(async () => {
    const files = new Map(await bundleScripts());
    files.set("index.html", '<!doctype html><link rel="icon" href="data:,">');
    server = await serveSite(files, { port: 0 });
    browser = await openBrowser();
    page = await openPage(browser);
    await page.goto(server.url);
    // Longer than any machine keeps a right answer waiting: no verdict here is about time.
    await page.evaluate(`import("./playground/page.js").then(({ Grader }) => {
      const url = new URL("playground/worker.js", location.href);
      globalThis.grader = new Grader(url, { deadlineMs: ${backstopMs}, reuses: true });
    })`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const grade = (code: string): Promise<Graded> =>
    page.evaluate<Graded>(`grader.check(exercise, ${JSON.stringify(code)})`);

  describe.each(playable)("$id", (exercise) => {
    const data = collectExercise(repositoryRoot, exercise, (hint) => hint);

    beforeAll(async () => {
      await page.evaluate(`globalThis.exercise = ${JSON.stringify(data)}; undefined`);
    });

    test("right answers pass, and the stub does not", async () => {
      const files = [exercise.solutionFile, ...listRightAnswers(repositoryRoot, exercise)];
      for (const file of files) {
        const { verdict } = await grade(readFileSync(file, "utf8"));
        if (basename(file) in onlyInTerminal) {
          expect(verdict.sentence).toBe(onlyInTerminal[basename(file)]);
          continue;
        }
        expect(verdict.sentence, basename(file)).toMatch(/^All \d+ tests held/);
        expect(verdict.passed).toBe(true);
      }
      const { verdict } = await grade(data.stub);
      expect(verdict.kind).toBe("test-failed");
    });

    test("known mistakes get their verdicts and hints", async () => {
      for (const { name, text, hint } of data.mistakes) {
        const { verdict, mistake } = await grade(text);
        expect([name, mistake?.hint], verdict.sentence).toEqual([name, hint]);
      }
    });
  });

  test("verdicts on mutexes are the terminal's to the letter, with their schedules and lines", async () => {
    const exercise = playable.find(({ name }) => name === "mutex");
    if (!exercise) throw new Error("expected the exercise mutex");
    const data = collectExercise(repositoryRoot, exercise, (hint) => hint);
    await page.evaluate(`globalThis.exercise = ${JSON.stringify(data)}; undefined`);
    const checker = new Checker(course);
    // How many states are too many depends on the machine, if time is the bound.
    const mistakes = readKnownMistakes(repositoryRoot, exercise)
      .filter(({ verdict }) => verdict === "test-failed")
      .slice(0, 6);
    for (const mistake of mistakes) {
      const file = writeMistake(repositoryRoot, exercise, mistake);
      const own = await checker.check(exercise, file);
      const { verdict } = await grade(readFileSync(file, "utf8"));
      const { kind, sentence, test: title, held, recording, detail } = verdict;
      const plain = JSON.parse(
        JSON.stringify(recording?.trace ?? null)
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
      expect(plain).toEqual(JSON.parse(JSON.stringify(own.recording?.trace ?? null)));
    }
    await checker.close();
  });
});
