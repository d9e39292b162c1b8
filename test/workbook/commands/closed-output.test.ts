// Standard output that nobody reads, or that takes no more: no stack, and an exit code that is true.

import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, repositoryRoot } from "../toy-course.ts";
import { runWorkbook, startFile, workbookEnvironment } from "./workbook.ts";

const toy = makeToyCourse();
toy.write(
  "lessons/01-sums/demos/talks.ts",
  "for (let line = 0; line < 9; line++) console.log(line);\nprocess.exitCode = 7;\n",
);
afterAll(() => toy.remove());

describe.concurrent("a command that nobody reads", () => {
  test.each([
    ["list", 0],
    ["list --json", 0],
    ["read 01", 0],
    ["help", 0],
    ["run 01 hello", 0],
    ["run 01 talks", 7],
    // What it has found is not that all is well.
    ["check 01", 1],
    ["check 01 --json", 1],
    ["read 99", 2],
  ])("%s ends with %i, as if it were read", async (words, code) => {
    const result = await runWorkbook(toy, words, { isUnread: true });
    expect(result.code).toBe(code);
    expect(result.stderr).not.toMatch(/EPIPE|Error|mistake of the workbook/);
    const read = await runWorkbook(toy, words);
    expect([result.code, result.stderr]).toEqual([read.code, read.stderr]);
  });
});

test.skipIf(process.platform !== "linux")("a disk that is full is said in a sentence", () => {
  const command = `exec "${process.execPath}" "${startFile}" list > /dev/full`;
  const env = workbookEnvironment(toy);
  const result = spawnSync("sh", ["-c", command], { cwd: repositoryRoot, env, encoding: "utf8" });
  expect(result.stderr).toMatch(/^Cannot write to standard output: ENOSPC: .*\.\n$/);
  expect(result.status).toBe(1);
});
