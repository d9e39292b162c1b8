// Known mistakes on disk: where they are kept, what each is as an answer, and which of them a failure reads like.

import { existsSync, readFileSync, statSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { Exercise } from "#workbook/course/course.ts";
import { listRightAnswers, readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { mistakeText, writeMistake } from "#workbook/course/mistake-answer.ts";
import type { KnownMistake } from "#workbook/course/mistakes-page.ts";
import { recognizeMistake } from "#workbook/course/recognize-mistake.ts";
import { makeToyCourse } from "../toy-course.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());
const { lessons } = await loadCourse(toy.root);
const add = findExercise("add");
const double = findExercise("double");

function findExercise(name: string): Exercise {
  const found = lessons[0]?.exercises.find((one) => one.name === name);
  if (!found) throw new Error(`the toy course has an exercise ${name}`);
  return found;
}

function mistake(says: string, verdict = "test-failed"): KnownMistake {
  const place = { file: "add.md", line: 1 };
  return { name: "any", place, wrong: "", verdict, says, hint: "", answer: "" };
}

/** A mistake in `double`, with `answer` in its fence. */
function section(name: string, lang: "diff" | "ts", answer: string, base?: string): string {
  const facts = ["- verdict: `test-failed`", "- says: `to be 8`", "- hint: Twice."];
  if (base !== undefined) facts.push(`- base: \`${base}\``);
  return `## ${name}\n\nIs wrong.\n\n${facts.join("\n")}\n\n\`\`\`${lang}\n${answer}\n\`\`\`\n`;
}

/** The text of the last of the mistakes that `sections` put beside the solution of `double`. */
function lastText(...sections: string[]): string | undefined {
  const page = "solutions/01-sums/mistakes/double.md";
  toy.write(page, sections.join("\n"));
  try {
    const last = readKnownMistakes(toy.root, double).at(-1);
    return last && mistakeText(toy.root, double, last);
  } finally {
    toy.delete(page);
  }
}

describe("the known mistakes in an exercise", () => {
  test("are kept beside its solution", () => {
    expect(readKnownMistakes(toy.root, add)).toMatchObject([
      {
        name: "subtracts",
        place: { file: "solutions/01-sums/mistakes/add.md", line: 3 },
        wrong: "Subtracts.",
        verdict: "test-failed",
        says: "expected 3, got -1",
        hint: "You take the second number away.",
      },
    ]);
  });

  test("are none where no file is kept", () => {
    expect(readKnownMistakes(toy.root, double)).toEqual([]);
    expect(listRightAnswers(toy.root, add)).toEqual([]);
  });
});

describe("a mistake as an answer", () => {
  const addsTwo = section("adds-two", "diff", "-  return 2 * value;\n+  return 2 + value;");

  test("is our solution, edited", () => {
    expect(lastText(addsTwo)).toBe(
      "export function double(value: number): number {\n  return 2 + value;\n}\n",
    );
  });

  test("is whole, where it is of another design", () => {
    const answer = "export const double = (value: number) => value;";
    expect(lastText(section("once", "ts", answer))).toBe(`${answer}\n`);
  });

  test("is another mistake, edited", () => {
    const addsThree = section(
      "adds-three",
      "diff",
      "-  return 2 + value;\n+  return 3 + value;",
      "adds-two",
    );
    expect(lastText(addsTwo, addsThree)).toContain("return 3 + value;");
    expect(() => lastText(addsTwo, addsThree.replace("-  return 2", "-  return 3"))).toThrow(
      "expected an edit of `adds-three` that fits `adds-two` in one place, got none",
    );
  });

  test("is a right answer, edited, without the lines on what is right about it", () => {
    const file = "test/right-answers/01-sums/double/shifts.ts";
    const shiftsTwice = section("shifts-twice", "diff", "-<< 1\n+<< 2", "right-answers/shifts.ts");
    expect(() => lastText(shiftsTwice)).toThrow(
      `solutions/01-sums/mistakes/double.md:1: expected ${file}, which \`shifts-twice\` is based on, got no such file`,
    );
    toy.write(file, "// right: shifts\n//   the bits\n\n// By one.\n<< 1\n");
    expect(lastText(shiftsTwice)).toBe("// By one.\n<< 2\n");
    toy.delete(file);
  });

  test("is written to a place of its own, below a tsconfig.json, once", () => {
    const [subtracts] = readKnownMistakes(toy.root, add);
    if (!subtracts) throw new Error("the toy course has a mistake");
    const file = writeMistake(toy.root, add, subtracts);
    expect(file).toBe(`${toy.root}/.interleave/mistakes/01-sums/add/subtracts.ts`);
    expect(readFileSync(file, "utf8")).toBe(mistakeText(toy.root, add, subtracts));
    expect(existsSync(`${toy.root}/.interleave/mistakes/tsconfig.json`)).toBe(true);
    const before = statSync(file, { bigint: true }).mtimeNs;
    expect(writeMistake(toy.root, add, subtracts)).toBe(file);
    expect(statSync(file, { bigint: true }).mtimeNs).toBe(before);
  });
});

describe("a failure", () => {
  const sentence = "“two numbers make a sum” does not hold yet: expected 3, got -1.";
  const failure = { kind: "test-failed", sentence };

  test("reads like the mistake whose words it has", () => {
    const mistakes = [mistake("expected 3, got 2"), mistake("expected 3, got -1")];
    expect(recognizeMistake(mistakes, failure)?.says).toBe("expected 3, got -1");
  });

  test("reads like the mistake that has most words in common", () => {
    const mistakes = [mistake("got -1"), mistake("sum” does not hold yet"), mistake("expected")];
    expect(recognizeMistake(mistakes, failure)?.says).toBe("sum” does not hold yet");
  });

  test("reads like the mistake whose thread sleeps on for the same reason", () => {
    const sleeps = "Thread 2 sleeps forever";
    const mistakes = [
      mistake(`${sleeps}: \`lock\` is 0`),
      { ...mistake(sleeps), why: "no row notifies it, ever" },
      { ...mistake(sleeps), why: "and the last notify, in row" },
    ];
    const why = "row 4 changes lock, and the last notify, in row 3, came before.";
    const about = { kind: "test-failed", sentence: `${sleeps}.` };
    expect(recognizeMistake(mistakes, { ...about, why })?.why).toBe("and the last notify, in row");
    expect(recognizeMistake(mistakes, about)).toBeUndefined();
  });

  test("reads like the mistake whose words it has with others between them", () => {
    const mistakes = [mistake("sum” … got -1"), mistake("got -1 … sum”")];
    expect(recognizeMistake(mistakes, failure)?.says).toBe("sum” … got -1");
  });

  test("names a cell, be it the only one of its memory or the first of several", () => {
    const one = mistake("sleeps forever: `lock` is 0");
    const several = { kind: "test-failed", sentence: "Thread 2 sleeps forever: `lock[0]` is 0." };
    const another = { kind: "test-failed", sentence: "Thread 2 sleeps forever: `lock[1]` is 0." };
    expect(recognizeMistake([one], several)).toBe(one);
    expect(recognizeMistake([one], another)).toBeUndefined();
  });

  test("that is a loop without end reads alike where only the test of it is known", () => {
    const loops = "does not hold yet: Thread 1 computed for more than";
    const mistakes = [mistake(`takes” ${loops}`), mistake(`gives” ${loops}`), mistake("gives”")];
    const inGives = "Your code was still running in “gives”, at a.ts, line 3: a loop there.";
    const about = { kind: "endless-loop", sentence: inGives };
    expect(recognizeMistake(mistakes, about)?.says).toBe(`gives” ${loops}`);
  });

  test("of another kind reads like none", () => {
    expect(recognizeMistake([mistake("got -1", "asleep")], failure)).toBeUndefined();
  });

  test("of other words reads like none", () => {
    expect(recognizeMistake([mistake("expected 3, got 2")], failure)).toBeUndefined();
  });
});
