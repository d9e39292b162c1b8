// Holds the prose of pages, hints and questions to its rules.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findInPage, findInProse } from "./prose-rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** How many findings each lesson has left, in its page and in its questions. They may only become fewer. */
const left: Record<string, [page: number, quiz: number]> = {
  "01-threads": [0, 0],
  "02-locks": [0, 0],
  "03-event-loop": [0, 0],
  "04-queues": [0, 0],
  "05-deadlock": [0, 0],
  "06-conditions": [0, 0],
  "07-pools": [0, 0],
  "08-processes": [0, 0],
  "09-downloader": [0, 0],
};

describe("the prose of a lesson breaks no rule that a program can hold", () => {
  for (const lesson of readdirSync(`${root}lessons`)) {
    const [page, quiz] = left[lesson] ?? [0, 0];
    test(`page and hints of ${lesson}`, () => {
      const file = `lessons/${lesson}/README.md`;
      expectFindings(file, findInPage(readFileSync(`${root}${file}`, "utf8")), page);
    });
    test(`questions of ${lesson}`, () => {
      const file = `quiz/${lesson}.md`;
      expectFindings(file, findInProse(readFileSync(`${root}${file}`, "utf8")), quiz);
    });
  }
});

describe("a rule is broken by", () => {
  const cases: [what: string, markdown: string, ...findings: string[]][] = [
    ["nothing in plain prose", "Ann waits. Bo wakes her at 12:30, and `a; b: c:` runs."],
    [
      "a word that is forbidden",
      "Ann waits.\nWhoever waits sleeps\nfor ever.",
      "2 not “Whoever”",
      "2 not “for ever”",
    ],
    ["two words for the same time", "Four run at once.", "1 not “at once”"],
    ["a forbidden word in a table", "| a |\n| - |\n| nobody |", "3 not “nobody”"],
    ["a sentence of 25 words", `${"word ".repeat(24)}word.`, "1 at most 24 words, these are 25"],
    ["no sentence of 24 words", `${"word ".repeat(23)}word. Then another.`],
    ["a sentence in a list", `1. First.\n2. Short. ${"word ".repeat(25)}`, "2 at most 24 words"],
    [
      "an option and its reason only each for itself",
      `- [ ] ${"word ".repeat(13)}— ${"word ".repeat(13)}`,
    ],
    ["a reason of a question", `- [ ] No\n      Why: because: so.`, "2 at most one colon"],
    [
      "a reason behind a fold",
      "> <details><summary>Answer</summary>\n>\n> 1. [ ] Why:\n>    because: so.\n>\n> </details>",
      "3 at most one colon",
    ],
    ["a semicolon", "> One sleeps;\n> two wake.", "1 no semicolon"],
    ["a rule for Who", "Who has it goes. Who has it?", "1 not “Who”"],
  ];
  test.each(cases)("%s", (_, markdown, ...findings) => {
    const found = findInProse(markdown).map(({ line, rule }) => `${line} ${rule}`);
    expect(found).toHaveLength(findings.length);
    for (const [index, finding] of findings.entries()) expect(found[index]).toContain(finding);
  });

  test("a screen of more than 200 words outside code, tables and predictions", () => {
    const page = (words: number) =>
      `---\ntitle: T\nminutes: 1\n---\n\nIn.\n\n## Long\n\n${"Word. ".repeat(words)}\n\n    word word\n`;
    expect(findInPage(page(199))).toEqual([]);
    const rule = "a screen has at most 200 words, this one 201";
    expect(findInPage(page(200))).toEqual([{ line: 8, text: "Long", rule }]);
  });
});

function expectFindings(file: string, found: ReturnType<typeof findInProse>, count: number): void {
  if (found.length < count) {
    expect.fail(`${file} has fewer findings than the table says: write ${found.length} there`);
  }
  const list = found.map(({ line, text, rule }) => `${file}:${line}: ${rule}\n    ${text}`);
  expect(found.length, `${count} allowed\n${list.join("\n")}`).toBe(count);
}
