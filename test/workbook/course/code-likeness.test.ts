// Which known mistake an answer's code looks like, where the verdict fits several.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { likenessTo } from "#workbook/course/code-likeness.ts";
import type { Exercise } from "#workbook/course/course.ts";
import { readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { recognizeMistake } from "#workbook/course/recognize-mistake.ts";
import { makeToyCourse } from "../toy-course.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());

const solution = `export function addAll(prices: number[]): number {
  let total = 0;
  for (const price of [...prices].sort((a, b) => a - b)) total += price;
  return total;
}
`;
const loop = "  for (const price of [...prices].sort((a, b) => a - b)) total += price;";

/** All of them fail with the same words; what the last says is the longest. */
const page = [
  ["sorts-in-place", [loop, loop.replace("[...prices]", "prices")], "the list"],
  ["starts-at-one", ["  let total = 0;", "  let total = 1;"], "the list"],
  ["keeps-the-last", [loop, loop.replace("+=", "=")], "the list afterwards"],
] as const;

function section([name, [was, is], says]: (typeof page)[number]): string {
  const facts = `- verdict: \`test-failed\`\n- says: \`${says}\`\n- hint: ${name}!`;
  return `## ${name}\n\nIs wrong.\n\n${facts}\n\n\`\`\`diff\n-${was}\n+${is}\n\`\`\`\n`;
}

let exercise: Exercise;
beforeAll(async () => {
  const { lessons } = await loadCourse(toy.root);
  const found = lessons[0]?.exercises.find(({ name }) => name === "double");
  if (!found) throw new Error("the toy course has an exercise double");
  exercise = found;
  toy.write("solutions/01-sums/double.ts", solution);
  toy.write("solutions/01-sums/mistakes/double.md", page.map(section).join("\n"));
});

/** The hint for an answer whose failure all the mistakes read like. */
function hintFor(text: string): string | undefined {
  const failure = { kind: "test-failed", sentence: "the list afterwards: expected 1, got 2." };
  const mistakes = readKnownMistakes(toy.root, exercise);
  return recognizeMistake(mistakes, failure, likenessTo(text, toy.root, exercise))?.hint;
}

describe("an answer", () => {
  test.each(page)("is recognized as %s, to the letter", (name, [was, is]) => {
    expect(hintFor(solution.replace(was, is))).toBe(`${name}!`);
  });

  test.each(page)("is recognized as %s, whatever its names and comments are", (name, [was, is]) => {
    const own = solution.replace(was, is).replaceAll("price", "cost").replaceAll("total", "sum");
    expect(hintFor(own.replace("{\n", "{\n  // Cheap ones first.\n"))).toBe(`${name}!`);
  });

  test("is recognized though the rest of it is written otherwise", () => {
    const own = `export function addAll(list: number[]): number {
  const sorted = list.sort((x, y) => x - y);
  return sorted.reduce((sum, one) => sum + one, 0);
}
`;
    expect(hintFor(own)).toBe("sorts-in-place!");
  });

  test("that looks like no mistake more than like another goes by the words of its failure", () => {
    expect(hintFor(solution)).toBe("keeps-the-last!");
  });
});
