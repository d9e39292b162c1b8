// Colors and widths: what NO_COLOR, FORCE_COLOR, TERM and COLUMNS ask for is what is printed.

import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeToyCourse } from "../toy-course.ts";
import { startInTerminal } from "./pseudo-terminal.ts";
import { runWorkbook, widestLine } from "./workbook.ts";

const escapeCode = "\u001B";
const toy = makeToyCourse();
const longTitle = "Sums of Numbers That Are Added by More Than One Thread, and What They Come To";
const longLine = "one and one are two ".repeat(6).trim();

beforeAll(() => {
  const page = toy.read("lessons/01-sums/README.md").replace("title: Sums", `title: ${longTitle}`);
  toy.write("lessons/01-sums/README.md", page.replace("Welcome", `${longLine}. Welcome`));
  toy.write("quiz/01-sums.md", toy.read("quiz/01-sums.md").replace("apples in", `${longLine} in`));
  toy.write(
    "exercises/01-sums/add.ts",
    `export async function add(left: number, right: number): Promise<number> {
  const words: { first: string; second: string; third: string } = { first: "", second: "" };
  console.log("${longLine}");
  throw new Error("${longLine}, not " + words.first + left + right);
}
`,
  );
});
afterAll(() => toy.remove());

const commands = ["list", "read 01", "quiz 01", "hint 01 add"];
const narrow = { COLUMNS: "60" };

describe.concurrent("in a pipe", () => {
  test.each(commands)("`%s` prints no escape code", async (words) => {
    const { stdout, stderr } = await runWorkbook(toy, words, { env: narrow, input: "b\nb\n" });
    expect(stdout).not.toBe("");
    expect(stdout + stderr).not.toContain(escapeCode);
    expect(widestLine(prose(stdout))).toBeLessThanOrEqual(60);
  });

  test.each([...commands, "check 01 add", "doctor"])(
    "`%s` has colors and no wider lines with FORCE_COLOR=3",
    async (words) => {
      const env = { ...narrow, FORCE_COLOR: "3" };
      const { stdout } = await runWorkbook(toy, words, { env, input: "b\nb\n" });
      expect(stdout).toContain(escapeCode);
      const text = stripVTControlCharacters(stdout);
      expect(widestLine(prose(text))).toBeLessThanOrEqual(60);
      // What the answer printed stays in one piece.
      expect(text.includes(`\n  │ ${longLine}\n`)).toBe(words.startsWith("check"));
    },
  );

  test.each<[string, Record<string, string>, boolean]>([
    ["FORCE_COLOR=1 where TERM=dumb", { FORCE_COLOR: "1", TERM: "dumb" }, true],
    ["FORCE_COLOR=1 and NO_COLOR=1, as in Node", { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0", TERM: "xterm-256color" }, false],
  ])("%s decides about colors", async (_title, env, hasColors) => {
    const { stdout } = await runWorkbook(toy, "list", { env });
    expect(stdout.includes(escapeCode)).toBe(hasColors);
  });
});

describe.concurrent("in a terminal", () => {
  test.each<[string, Record<string, string>, boolean]>([
    ["a TERM of its own", { TERM: "xterm-256color" }, true],
    ["NO_COLOR=1", { NO_COLOR: "1" }, false],
  ])("%s decides about colors", async (_title, env, hasColors) => {
    const terminal = startInTerminal(toy, "list", env);
    const { output } = await terminal.end();
    // Which step comes next is up to the tests beside this one.
    expect(output).toMatch(/▸ (read|add) +next/);
    expect(terminal.rawOutput().includes(escapeCode)).toBe(hasColors);
  });

  test("TERM=dumb means no colors, and nobody is asked", async () => {
    const terminal = startInTerminal(toy, "", { TERM: "dumb" });
    const { output } = await terminal.end();
    expect(output).toContain("Next: ");
    expect(output).not.toContain("What now?");
    expect(terminal.rawOutput()).not.toContain(escapeCode);
    expect(output).toContain("exit code 0");
  });
});

/** Without what is shown as it is: code, differences, and what an answer printed. */
function prose(text: string): string {
  return text.replace(/^( {4}| {2}│ ).*$/gm, "");
}
