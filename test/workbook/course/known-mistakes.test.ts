// Known wrong answers: their headers, and which of them a failure reads like.

import { afterAll, describe, expect, test } from "vitest";
import {
  type KnownMistake,
  listRightAnswers,
  readKnownMistakes,
  recognizeMistake,
} from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { makeToyCourse } from "../toy-course.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());
const [add, double] = loadCourse(toy.root).lessons[0]?.exercises ?? [];
if (!add || !double) throw new Error("the toy course has two exercises");

function mistake(says: string, verdict = "test-failed"): KnownMistake {
  return { file: `${says}.ts`, wrong: "", verdict, says, hint: "" };
}

describe("the header of a wrong answer", () => {
  test("names the mistake, its verdict and its hint", () => {
    expect(readKnownMistakes(toy.root, add)).toEqual([
      {
        file: `${toy.root}/test/wrong-answers/01-sums/add/subtracts.ts`,
        wrong: "subtracts",
        verdict: "test-failed",
        says: "expected 3, got -1",
        hint: "You take the second number away.",
      },
    ]);
  });

  test("may go on in indented comment lines", () => {
    const file = "test/wrong-answers/01-sums/double/adds-two.ts";
    toy.write(
      file,
      "// wrong: adds two\n// verdict: test-failed\n// says: to be 8\n// hint: Two is added\n//    where it is\n//    to multiply.\n// Not a part of it.\n",
    );
    expect(readKnownMistakes(toy.root, double)[0]?.hint).toBe(
      "Two is added where it is to multiply.",
    );
    toy.delete(file);
  });

  test("may say why a thread sleeps on", () => {
    const file = "test/wrong-answers/01-sums/double/wakes-nobody.ts";
    toy.write(
      file,
      "// wrong: wakes nobody\n// verdict: test-failed\n// says: sleeps\n// why: no row\n// hint: Wake it.\n",
    );
    expect(readKnownMistakes(toy.root, double)[0]).toMatchObject({ says: "sleeps", why: "no row" });
    toy.delete(file);
  });

  test("is refused by name where a line is missing", () => {
    const file = "test/wrong-answers/01-sums/double/no-hint.ts";
    toy.write(file, "// wrong: adds two\n// verdict: test-failed\n// says: to be 8\n");
    expect(() => readKnownMistakes(toy.root, double)).toThrow(
      `${toy.root}/${file}: expected a line \`// hint: …\`, got none`,
    );
    toy.delete(file);
  });

  test("is none where no wrong answers are kept", () => {
    expect(readKnownMistakes(toy.root, double)).toEqual([]);
    expect(listRightAnswers(toy.root, add)).toEqual([]);
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
    const sleeps = "Thread 2 sleeps for ever";
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

  test("of another kind reads like none", () => {
    expect(recognizeMistake([mistake("got -1", "asleep")], failure)).toBeUndefined();
  });

  test("of other words reads like none", () => {
    expect(recognizeMistake([mistake("expected 3, got 2")], failure)).toBeUndefined();
  });
});
