// `check`: the learner's copy, the verdict, and what a program reads of both.

import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { runWorkbook } from "./workbook.ts";

const add = "exercises/01-sums/add.ts";
const stub = "lessons/01-sums/exercises/add.ts";
const copyMade = `Your copy is ${add}: that is the file to edit.\n\n`;
const subtracts = "“two numbers make a sum” does not hold yet: expected 3, got -1.";
const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

function makeCourse(): ToyCourse {
  const toy = makeToyCourse();
  toys.push(toy);
  return toy;
}

function answer(body: string): string {
  return `export async function add(left: number, right: number): Promise<number> {\n  ${body}\n}\n`;
}

describe.concurrent("check", () => {
  test("goes through a lesson, makes the copies that are not there, and fails if one answer does", async () => {
    const toy = makeCourse();
    const fresh = await runWorkbook(toy, "check 01");
    expect(fresh.stderr).toBe("");
    expect(fresh.stdout).toBe(`${copyMade}✗ not yet  01-sums/add
${subtracts}

Held so far (1 of 2):
  ✓ adding nothing changes nothing

Your copy is exercises/01-sums/double.ts: that is the file to edit.

✗ not yet  01-sums/double
“a double is twice as much” does not hold yet: expected 8, got 4.

Stuck? \`npm start -- hint\` gives one hint at a time.
`);
    expect(fresh.code).toBe(1);

    toy.write("exercises/01-sums/double.ts", toy.read("solutions/01-sums/double.ts"));
    toy.delete(add);
    const again = await runWorkbook(toy, "check 01");
    const heads = again.stdout.split("\n").filter((line) => /^(✓|✗|Your copy)/.test(line));
    expect(heads).toEqual([copyMade.trim(), "✗ not yet  01-sums/add", "✓ passed  01-sums/double"]);
    expect(toy.read(add)).toBe(toy.read(stub));
    expect(again.code).toBe(1);
  });

  test("says what held when everything does, and what comes next", async () => {
    const toy = makeCourse();
    toy.write(add, answer("return left + right;"));
    const { code, stdout } = await runWorkbook(toy, "check");
    expect(stdout).toBe(`✓ passed  01-sums/add
All 2 tests held.

  ✓ adding nothing changes nothing
  ✓ two numbers make a sum

Next: exercise double: npm start -- watch 01 double
`);
    expect(code).toBe(0);
  });

  test("tells of a stub that was edited by mistake, with the copy to edit in its place", async () => {
    const toy = makeCourse();
    await runWorkbook(toy, "reset 01 add --yes");
    toy.write(stub, answer("return left + right;"));
    const { code, stdout } = await runWorkbook(toy, "check 01 add");
    expect(stdout.replaceAll("\n", " ")).toContain(
      `You edited ${stub}, which is the course's own file. Your copy is ${add}. In a terminal, this command offers to move the edit.`,
    );
    expect(stdout).toContain(subtracts);
    expect(code).toBe(1);
  });
});

describe.concurrent("check --json", () => {
  test.each([
    ["a pass", "return left + right;", 0, { kind: "passed", sentence: "All 2 tests held." }],
    ["a failure", "return left - right;", 1, { kind: "test-failed", sentence: subtracts }],
    [
      "a syntax error",
      "return left + ;",
      1,
      {
        kind: "syntax-error",
        sentence: `${add}, line 2, is not TypeScript: Expression expected.`,
        place: { file: add, line: 2, column: 17 },
      },
    ],
  ])("prints one JSON document and nothing else for %s", async (_title, body, code, verdict) => {
    const toy = makeCourse();
    toy.write(add, answer(body));
    const result = await runWorkbook(toy, "check 01 add --json");
    const passed = code === 0;
    expect(JSON.parse(result.stdout)).toMatchObject({
      passed,
      verdicts: [{ exercise: "01-sums/add", passed, ...verdict }],
    });
    expect(result.stderr).toBe("");
    expect(result.code).toBe(code);
  });
});
