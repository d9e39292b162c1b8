// The playground's grader in a page of a real browser, which has nothing else in it.

import type { Exercise } from "#workbook/course/course.ts";
import { collectExercise } from "#workbook/playground/collect-exercise.ts";
import type { ExerciseData, Graded } from "#workbook/playground/messages.ts";
import { bundleScripts } from "#workbook/site/bundle.ts";
import { serveSite } from "#workbook/site/serve-site.ts";
import { backstopMs } from "../../backstop.ts";
import { openBrowser, openPage } from "../../browser.ts";
import { repositoryRoot } from "../toy-course.ts";

export interface OpenGrader {
  /** Grades answers to this exercise from now on. */
  turnTo(exercise: Exercise): Promise<ExerciseData>;
  grade(code: string): Promise<Graded>;
  close(): Promise<void>;
}

export async function openGrader(): Promise<OpenGrader> {
  const files = new Map(await bundleScripts());
  files.set("index.html", '<!doctype html><link rel="icon" href="data:,">');
  const server = await serveSite(files, { port: 0 });
  const browser = await openBrowser();
  const page = await openPage(browser);
  await page.goto(server.url);
  // Longer than any machine keeps a right answer waiting: no verdict here is about time.
  await page.evaluate(`import("./playground/page.js").then(({ Grader }) => {
    const url = new URL("playground/worker.js", location.href);
    globalThis.grader = new Grader(url, { deadlineMs: ${backstopMs}, reuses: true });
  })`);
  return {
    async turnTo(exercise) {
      const data = collectExercise(repositoryRoot, exercise, (hint) => hint);
      await page.evaluate(`globalThis.exercise = ${JSON.stringify(data)}; undefined`);
      return data;
    },
    grade: (code) => page.evaluate<Graded>(`grader.check(exercise, ${JSON.stringify(code)})`),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
