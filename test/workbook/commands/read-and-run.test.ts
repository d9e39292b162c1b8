// `read` and `run` where nobody can be asked: the whole lesson, and the demo alone.

import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse } from "../toy-course.ts";
import { runWorkbook } from "./workbook.ts";

const toy = makeToyCourse();
toy.write(
  "lessons/01-sums/demos/broken.ts",
  'console.log("so far");\nconsole.error("no further");\nprocess.exitCode = 7;\n',
);
toy.write("lessons/01-sums/demos/killed.ts", 'process.kill(process.pid, "SIGKILL");\n');
afterAll(() => toy.remove());

describe.concurrent("read", () => {
  test("prints every screen, and neither hints nor the marks of a prediction", async () => {
    const { code, stdout, stderr } = await runWorkbook(toy, "read 01");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toBe(`Lesson 01: Sums  about 5 minutes

Welcome to the toy lesson.

Adding
──────

│ Predict \`hello\`: what does it print?
│
│ a. hello
│ b. goodbye
│
│ Choose, then run it: \`npm start -- run 01 hello\`

demos/hello.ts
  console.log("hello");

demos/hello.ts prints
  hello

Exercise \`add\`: add two numbers.

Exercise \`double\`: double a number.
`);
  });

  test.each(["read", "read add"])("finds the lesson by `%s`", async (words) => {
    const { code, stdout } = await runWorkbook(toy, words);
    expect(stdout).toMatch(/^Lesson 01: Sums /);
    expect(code).toBe(0);
  });
});

describe.concurrent("run", () => {
  test("prints what the demo prints and nothing else", async () => {
    const result = await runWorkbook(toy, "run 01 hello");
    expect(result).toEqual({ code: 0, stdout: "hello\n", stderr: "" });
  });

  test("passes on the exit code of a demo that fails", async () => {
    const result = await runWorkbook(toy, "run 01 broken");
    expect(result).toEqual({ code: 7, stdout: "so far\n", stderr: "no further\n" });
  });

  test("has exit code 1 for a demo that a signal ended", async () => {
    expect(await runWorkbook(toy, "run 01 killed")).toEqual({ code: 1, stdout: "", stderr: "" });
  });
});
