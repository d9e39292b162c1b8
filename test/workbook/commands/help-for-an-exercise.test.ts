// `hint`, `solution` and `reset`: help comes in small steps, and nothing of the learner's is lost.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { renderAllHints } from "#workbook/commands/hint.ts";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { runWorkbook } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

function makeCourse(): ToyCourse {
  const toy = makeToyCourse();
  toys.push(toy);
  return toy;
}

describe.concurrent("hint", () => {
  test("gets one stronger at a time, then shows all of them once more and points to the solution", async () => {
    const toy = makeCourse();
    expect((await runWorkbook(toy, "hint 01 double")).stdout).toBe("double, hint 1 of 3: Twice.\n");
    const seen = { checks: 0, hintsShown: 2 };
    const progress = { version: 1, exercises: { "01-sums/double": seen } };
    toy.write(".interleave/progress.json", JSON.stringify(progress));
    const last = await runWorkbook(toy, "hint 01 double");
    expect(last.stdout).toBe("double, hint 3 of 3: `return 2 * value;`\n");
    const after = await runWorkbook(toy, "hint 01 double");
    expect(after.stdout).toBe(`No more hints: here are all 3 hints for double once more.

1. Twice.
2. What is two times a number?
3. \`return 2 * value;\`

\`npm start -- solution 01-sums/double --yes\` shows our solution.
`);
    expect([last.code, after.code]).toEqual([0, 0]);
  });

  test("keeps the lines of a long hint together, and says when there is none", () => {
    expect(renderAllHints("add", ["Think.\n\n```ts\nadd();\n```"])).toBe(
      "No more hints: here is the only hint for **add** once more.\n\n1. Think.\n   \n   ```ts\n   add();\n   ```",
    );
    expect(renderAllHints("add", [])).toBe("There are no hints for **add**.");
  });

  test("begins with the hint of a known mistake that the last failure reads like", async () => {
    const toy = makeCourse();
    await runWorkbook(toy, "check 01 add");
    expect((await runWorkbook(toy, "hint")).stdout).toBe(
      "add, for what the last check found: You take the second number away.\n",
    );
    expect((await runWorkbook(toy, "hint")).stdout).toBe("add, hint 1 of 4: Think of a sum.\n");
  });

  test("knows the mistake without any of the tests", async () => {
    const toy = makeCourse();
    await runWorkbook(toy, "check 01 add");
    rmSync(join(toy.root, "test"), { recursive: true });
    expect((await runWorkbook(toy, "hint")).stdout).toBe(
      "add, for what the last check found: You take the second number away.\n",
    );
  });
});

describe.concurrent("solution", () => {
  test("is not shown before a pass, and says how to see it all the same", async () => {
    const { code, stdout } = await runWorkbook(makeCourse(), "solution 01 double");
    expect(stdout.replaceAll("\n", " ")).toBe(
      "01-sums/double has not passed yet. To see our solution all the same: npm start -- solution 01-sums/double --yes ",
    );
    expect(code).toBe(1);
  });

  test("is shown with --yes", async () => {
    const { code, stdout } = await runWorkbook(makeCourse(), "solution 01-sums/double --yes");
    expect(stdout).toBe(
      "solutions/01-sums/double.ts\n  export function double(value: number): number {\n    return 2 * value;\n  }\n",
    );
    expect(code).toBe(0);
  });

  test("is shown after a pass", async () => {
    const toy = makeCourse();
    const passed = { passedAt: "2026-01-02T03:04:05.000Z", checks: 1, hintsShown: 0 };
    const progress = { version: 1, exercises: { "01-sums/add": passed } };
    toy.write(".interleave/progress.json", JSON.stringify(progress));
    const { code, stdout } = await runWorkbook(toy, "solution 01 add");
    expect(stdout).toContain("    return left + right;\n");
    expect(code).toBe(0);
  });
});

describe.concurrent("reset", () => {
  test("does nothing where nobody can be asked, and says how to do it", async () => {
    const toy = makeCourse();
    toy.write("exercises/01-sums/add.ts", "// mine\n");
    const { code, stdout } = await runWorkbook(toy, "reset 01 add");
    expect(stdout.replaceAll("\n", " ")).toBe(
      "To start exercises/01-sums/add.ts anew, without being asked: npm start -- reset 01-sums/add --yes ",
    );
    expect(toy.read("exercises/01-sums/add.ts")).toBe("// mine\n");
    expect(code).toBe(1);
  });

  test("moves the learner's file to a backup with --yes, and says where it is", async () => {
    const toy = makeCourse();
    toy.write("exercises/01-sums/add.ts", "// mine\n");
    const { code, stdout } = await runWorkbook(toy, "reset 01 add --yes");
    const words = stdout.replaceAll("\n", " ");
    expect(words).toMatch(/^exercises\/01-sums\/add\.ts starts anew\. Your file is in \S+\. $/);
    const backup = /Your file is in (\S+)\. $/.exec(words)?.[1] ?? "";
    expect(toy.read(backup)).toBe("// mine\n");
    expect(toy.read("exercises/01-sums/add.ts")).toBe(toy.read("lessons/01-sums/exercises/add.ts"));
    expect(code).toBe(0);
  });

  test("makes a copy that is not there, and keeps no backup of nothing", async () => {
    const toy = makeCourse();
    const { code, stdout } = await runWorkbook(toy, "reset 01 double --yes");
    expect(stdout).toBe("exercises/01-sums/double.ts starts anew.\n");
    expect(existsSync(join(toy.root, "exercises/01-sums/double.ts"))).toBe(true);
    expect(code).toBe(0);
  });
});
