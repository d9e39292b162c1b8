// Standard output that nobody reads, or that takes no more: no stack, and an exit code that is true.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

test("a pipe that takes a part at a time gets everything before the command ends", () => {
  const page = "lessons/01-sums/README.md";
  const lines = Array.from({ length: 20_000 }, (_, line) => `Line ${line}.`);
  const text = readFileSync(join(toy.root, page), "utf8");
  toy.write(page, text.replace("## Hints", `${lines.join("\n\n")}\n\n## Hints`));
  // The reader starts when there is something to read, and a pipe holds no more than 64 KiB.
  const command = `"${process.execPath}" "${startFile}" read 01 | (read first; grep "^Line ")`;
  const result = spawnSync("sh", ["-c", command], {
    cwd: repositoryRoot,
    env: workbookEnvironment(toy),
    encoding: "utf8",
  });
  expect(result.stderr).toBe("");
  expect(result.stdout.split("\n").filter(Boolean)).toEqual(lines);
});
