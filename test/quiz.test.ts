// Holds every question bank to its format, and every runnable question to what Node prints.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseBank } from "#workbook/quiz/bank.ts";
import type { Question } from "#workbook/quiz/question.ts";
import { asOption, printedBy, runQuestion } from "#workbook/quiz/run-question.ts";

const courseRoot = fileURLToPath(new URL("..", import.meta.url));
const quizFolder = new URL("../quiz/", import.meta.url);
const banks = readdirSync(quizFolder).filter((name) => name.endsWith(".md"));

it("finds a question bank", () => {
  expect(banks).toContain("01-threads.md");
});

for (const bank of banks) {
  describe(`quiz/${bank}`, () => {
    const questions = parseBank(readFileSync(new URL(bank, quizFolder), "utf8"), `quiz/${bank}`);
    const runnable = questions.filter((question) => question.run);

    it("has twelve questions or more, at least a third of them runnable", () => {
      expect(questions.length).toBeGreaterThanOrEqual(12);
      expect(runnable.length * 3).toBeGreaterThanOrEqual(questions.length);
    });

    it("does not give the right answers away by their place", () => {
      const oneRight = questions.filter(({ options }) => rightIndices(options).length === 1);
      const places = oneRight.map(({ options }) => rightIndices(options)[0]);
      for (const place of new Set(places)) {
        const share = places.filter((other) => other === place).length / places.length;
        expect(share, `share of right answers at place ${place}`).toBeLessThanOrEqual(0.5);
      }
    });

    for (const question of runnable) {
      it(`is right about what the program prints: ${question.title}`, async () => {
        const run = await runQuestion(question, { courseRoot });
        const place = `quiz/${bank}:${question.run?.line}`;
        const marked = question.options.filter(({ right }) => right).map(printedBy);
        const unmarked = question.options.filter(({ right }) => !right).map(printedBy);
        expect([asOption(run)], `${place}\n${run.stderr}`).toEqual(marked);
        expect(unmarked, place).not.toContain(asOption(run));
      });
    }
  });
}

function rightIndices(options: Question["options"]): number[] {
  return options.flatMap(({ right }, index) => (right ? index : []));
}
