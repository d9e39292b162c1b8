// `mistake`: lists what is known to go wrong in an exercise, writes one out as a file, and checks it.

import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse } from "../toy-course.ts";
import { runWorkbook } from "./workbook.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());
const file = ".interleave/mistakes/01-sums/add/subtracts.ts";
const env = { COLUMNS: "100" };

describe.concurrent("mistake", () => {
  test("lists those in an exercise by name, with what is wrong with each", async () => {
    const { code, stdout } = await runWorkbook(toy, "mistake 01 add", { env });
    expect(stdout).toBe(`Known mistakes in 01-sums/add:

• \`subtracts\`: Subtracts.

One as a file: \`npm start -- mistake 01-sums/add NAME\`
`);
    expect(code).toBe(0);
  });

  test("says why it cannot write one", async () => {
    const other = makeToyCourse();
    other.write(".interleave/mistakes", "somebody's notes");
    const { code, stderr } = await runWorkbook(other, "mistake 01 add subtracts", { env });
    other.remove();
    expect(stderr.replace(/\n(?=.)/g, " ")).toBe(
      "Cannot write .interleave/mistakes: a file lies where a folder belongs, or the other way round; move it away and try again.\n",
    );
    expect(code).toBe(1);
  });

  test("says where there are none", async () => {
    const { code, stdout } = await runWorkbook(toy, "mistake double", { env });
    expect(stdout).toBe("There are no known mistakes in 01-sums/double.\n");
    expect(code).toBe(0);
  });

  test("writes one out, and says where, where it comes from and how to check it", async () => {
    const { code, stdout } = await runWorkbook(toy, "mistake 01 add subtracts", { env });
    expect(
      stdout,
    ).toBe(`subtracts: Subtracts. Its file, made from \`solutions/01-sums/mistakes/add.md\`, line 3:

  ${file}

Check it as an answer of yours:

  npm start -- mistake 01-sums/add subtracts --check
`);
    expect(toy.read(file)).toContain("return left - right;");
    expect(code).toBe(0);
  });

  test("checks it as an answer, and keeps nothing of it as the learner's progress", async () => {
    const learner = makeToyCourse();
    try {
      const { code, stdout } = await runWorkbook(learner, "mistake 01-sums/add/subtracts --check");
      expect(stdout).toContain("✗ not yet  01-sums/add\n");
      expect(stdout).toContain("expected 3, got -1");
      expect(code).toBe(1);
      const { stdout: list } = await runWorkbook(learner, "list --json");
      expect(JSON.parse(list).lessons[0].exercises[0]).toMatchObject({ checks: 0, passed: false });
    } finally {
      learner.remove();
    }
  });

  test.each([
    [
      "a mistake that is none",
      "mistake 01 add multiplies",
      "01-sums/add has no mistake `multiplies`; its mistakes are subtracts.",
    ],
    [
      "a mistake in an exercise that has none",
      "mistake 01 double multiplies",
      "01-sums/double has no mistake `multiplies`; its mistakes are none yet.",
    ],
    [
      "an exercise that is none",
      "mistake 01 subtract subtracts",
      "Lesson 01 has no exercise `subtract`; its exercises are add, double.",
    ],
    [
      "a lesson that is none",
      "mistake 07",
      "There is no lesson or exercise `07`; the lessons are 01 (Sums).",
    ],
    [
      "too many words",
      "mistake 01 add subtracts twice",
      "Expected at most three words after `mistake`, got `twice` too.",
    ],
  ])("refuses %s in one sentence", async (_title, words, sentence) => {
    const { code, stdout, stderr } = await runWorkbook(toy, words);
    expect(stderr.split("\n")[0]).toBe(sentence);
    expect(stderr).toContain("Usage: npm start -- mistake [LESSON [EXERCISE [NAME]]] [--check]");
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});
