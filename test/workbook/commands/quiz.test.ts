// `quiz` with answers piped in, one a line.

import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { readSavedProgress, runWorkbook } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

function makeLearner() {
  const toy = makeToyCourse();
  toys.push(toy);
  return {
    toy,
    quiz: (input: string, words = "quiz 01") => runWorkbook(toy, words, { input }),
    hasTakenQuiz: () => readSavedProgress(toy).lessons["01-sums"]?.quizTaken,
  };
}

describe.concurrent("quiz", () => {
  test("grades the answers as they come, with a reason for every option", async () => {
    const { quiz, hasTakenQuiz } = makeLearner();
    const { code, stdout, stderr } = await quiz("b\na\n");
    expect(stderr).toBe("");
    expect(stdout).toContain("Question 1 of 2: What is one and one?");
    expect(stdout).toContain("Question 2 of 2: Is zero a number?");
    expect(stdout).toContain("Right: b.");
    expect(stdout).toContain("That is one.");
    expect(stdout).toContain("The sum of one and one.");
    expect(stdout).toContain("You answered 2 of 2 questions: 2 right at the first try, 0 wrong.");
    expect(code).toBe(0);
    expect(hasTakenQuiz()).toBe(true);
  });

  test("says what a line that is no option should have been, and goes on", async () => {
    const { quiz } = makeLearner();
    const { code, stdout } = await quiz("maybe\na\n");
    expect(stdout.replaceAll("\n", " ")).toContain(
      'Expected one letter from a to b, got "maybe": type the letter of your answer, or press Enter on an empty line to skip.',
    );
    expect(stdout).toContain("You answered 1 of 2 questions: 1 right at the first try, 0 wrong.");
    expect(code).toBe(0);
  });

  test("ends where the input ends, and the lesson's quiz is not done then", async () => {
    const { quiz, hasTakenQuiz } = makeLearner();
    const { code, stdout } = await quiz("b\n");
    expect(stdout).toContain("Question 2 of 2");
    expect(stdout).toContain("You answered 1 of 2 questions: 1 right at the first try, 0 wrong.");
    expect(code).toBe(0);
    expect(hasTakenQuiz()).toBe(false);
  });

  test("asks first again what was wrong the last time", async () => {
    const { quiz } = makeLearner();
    const first = await quiz("b\nb\nb\nb\n");
    expect(first.stdout).toContain("Not right. You chose b; right is a.");
    expect(first.stdout).toContain(
      "You answered 2 of 2 questions: 1 right at the first try, 1 wrong.",
    );
    const second = await quiz("a\n");
    expect(second.stdout).toContain("Question 1 of 1: Is zero a number?");
    expect(second.stdout).not.toContain("What is one and one?");
  });

  test("says so when nothing is due, and asks for practice", async () => {
    const { quiz } = makeLearner();
    await quiz("b\na\n");
    const { code, stdout } = await quiz("b\na\n");
    expect(stdout.replaceAll("\n", " ")).toMatch(
      /^You know every question here for now\. The next one is due on \d{4}-\d\d-\d\d\. Here they are once more, for practice\. /,
    );
    expect(stdout).toContain("2 right at the first try");
    expect(code).toBe(0);
  });

  test("is one JSON document with --json, and keeps the marks of what was not answered", async () => {
    const { quiz } = makeLearner();
    const { code, stdout, stderr } = await quiz("a\n", "quiz 01 --json");
    expect(stderr).toBe("");
    const sitting = JSON.parse(stdout);
    expect(sitting).toMatchObject({
      lesson: "01-sums",
      right: 0,
      wrong: 1,
      unanswered: 1,
      total: 2,
    });
    expect(sitting.questions[0]).toMatchObject({ answered: ["a"], right: false });
    expect(sitting.questions[1]).toEqual({
      id: "01-sums/is-zero-a-number",
      title: "Is zero a number?",
      options: [
        { letter: "a", text: "Yes" },
        { letter: "b", text: "No" },
      ],
      answered: [],
      right: null,
    });
    expect(code).toBe(0);
  });

  test("is wrong usage for a lesson without one", async () => {
    const { quiz, toy } = makeLearner();
    toy.write("lessons/02-more/README.md", "---\ntitle: More\nminutes: 5\n---\n\nMore.\n");
    const { code, stdout, stderr } = await quiz("", "quiz 02");
    expect(stderr).toMatch(/^Lesson 02 has no quiz yet\.\n/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
