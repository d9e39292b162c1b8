import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { asOption, printedBy, runQuestion } from "#workbook/quiz/run-question.ts";
import { joinQuestion, printQuestion } from "./sample-questions.ts";

let courseRoot = "";

beforeAll(async () => {
  courseRoot = await mkdtemp(join(tmpdir(), "quiz course "));
  const imports = { "#lesson/*": "./lessons/*" };
  await writeFile(join(courseRoot, "package.json"), JSON.stringify({ type: "module", imports }));
  await mkdir(join(courseRoot, "lessons"));
  const kettle = "export const water: string = 'hot';\n";
  await writeFile(join(courseRoot, "lessons", "kettle.ts"), kettle);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

afterAll(() => rm(courseRoot, { recursive: true }));

describe("a question's program", () => {
  it("is TypeScript, run as a module; its lines are what it prints", async () => {
    const run = await runCode(
      "const two: number = await Promise.resolve(2);\nconsole.log(1);\nconsole.log(two);",
    );
    expect(run).toEqual({ lines: ["1", "2"], stderr: "", exitCode: 0 });
    expect(asOption(run)).toBe("1, 2");
  });

  it("may import the lessons of its course", async () => {
    const run = await runCode('import { water } from "#lesson/kettle.ts";\nconsole.log(water);');
    expect(run.lines).toEqual(["hot"]);
  });

  it("keeps blank lines, and prints no line if it prints nothing", async () => {
    expect((await runCode("console.log('a\\n\\nb');")).lines).toEqual(["a", "", "b"]);
    expect((await runCode("// quiet")).lines).toEqual([]);
  });

  it("may end with an error: its exit code and standard error are told apart from its lines", async () => {
    const run = await runCode("console.log('started');\nthrow new Error('no such file');");
    expect(run.lines).toEqual(["started"]);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("no such file");
  });

  it("prints without colors, whatever the check was started with", async () => {
    vi.stubEnv("FORCE_COLOR", "1");
    const run = await runCode("console.log({ pan: 1 });");
    expect(run).toMatchObject({ lines: ["{ pan: 1 }"], stderr: "" });
  });

  it("is ended and reported if it does not end by itself", async () => {
    const run = runCode("setInterval(() => {}, 1000);", 50);
    await expect(run).rejects.toThrow(
      /expected the program of 02-locks\/print to end within 50 ms/,
    );
  });

  it("is ended and reported if it prints without end", async () => {
    const run = runCode("setInterval(() => console.log('again '.repeat(1000)));");
    await expect(run).rejects.toThrow(/print less than a megabyte, got ERR_CHILD_PROCESS_STDIO/);
  });

  it("leaves no file behind", async () => {
    await runCode("console.log(1);");
    await expect(runCode("setInterval(() => {}, 1000);", 50)).rejects.toThrow();
    expect(await readdir(join(courseRoot, ".interleave", "tmp"))).toEqual([]);
  });

  it("has to exist", async () => {
    const run = runQuestion(joinQuestion, { courseRoot });
    await expect(run).rejects.toThrow(
      "expected a question with a `ts run` fence, got 02-locks/join",
    );
  });
});

describe("what an option says is printed", () => {
  it.each([
    ["`1, 2`", "1, 2"],
    ["``a ` b``", "a ` b"],
    ["`` `a` ``", "`a`"],
    ["`a < b`", "a < b"],
    ["Nothing", "Nothing"],
    ["`a`, `b`", "`a`, `b`"],
    ["`a` at once", "`a` at once"],
  ])("of %s is %s", (text, printed) => {
    expect(printedBy({ text, right: true, reason: "" })).toBe(printed);
  });
});

function runCode(code: string, backstopMs?: number) {
  const question = { ...printQuestion, run: { code, line: 3 } };
  return runQuestion(question, { courseRoot, ...(backstopMs && { backstopMs }) });
}
