// Reads the timelines of a lesson's page, the tables with a row a step, so that tests can hold them to the code.

import { readFileSync } from "node:fs";
import { marked, type Tokens } from "marked";
import { expect } from "vitest";
import { readLesson } from "#workbook/course/page.ts";

/** The rows of each timeline on the screen, as Markdown, without the number of the step. */
export function readTimelines(lesson: string, title: string): string[][][] {
  const file = new URL(`../lessons/${lesson}/README.md`, import.meta.url);
  const { screens } = readLesson(readFileSync(file, "utf8"));
  const screen = screens.find((screen) => screen.title === title);
  const tables = marked
    .lexer(screen?.markdown ?? "")
    .filter((token): token is Tokens.Table => token.type === "table")
    .filter(({ header }) => header[0]?.text === "step");
  expect(tables.length, `timelines on “${title}”`).toBeGreaterThan(0);
  return tables.map(({ rows }) => {
    expect(rows.length, `rows of a timeline on “${title}”`).toBeGreaterThan(0);
    expect(rows.map(([step]) => step?.text)).toEqual(rows.map((_, index) => String(index + 1)));
    return rows.map((row) => row.slice(1).map(({ text }) => text));
  });
}
