// A command that is printed means the same to a shell that it is copied into.

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { quoteForShell, replayCommand } from "#workbook/views/shell.ts";

const hard = ["ab(ab)", "a!2b?", "a?", "a b", "it's", '$HOME `x` \\ "', "*"];

test.each(hard)("a shell gives back %s", (word) => {
  const script = `printf %s ${quoteForShell(word, "linux")}`;
  expect(spawnSync("sh", ["-c", script], { encoding: "utf8" }).stdout).toBe(word);
});

test("what no shell minds is left as it is", () => {
  expect(replayCommand("a2b13ab")).toBe("npm start -- replay a2b13ab");
  expect(replayCommand("ab", "02-locks/mutex")).toBe("npm start -- replay 02-locks/mutex ab");
});

test("Windows knows double quotes alone", () => {
  expect(quoteForShell("ab(ab)", "win32")).toBe('"ab(ab)"');
});
