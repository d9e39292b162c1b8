// A command is one object: what else names the commands names all of them, and no other.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { commands } from "#workbook/command-list.ts";
import { findDemo, findTarget } from "#workbook/course/find.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { readWords } from "#workbook/read-words.ts";
import { repositoryRoot } from "../toy-course.ts";

const names = commands.map(({ name }) => name).sort();
const read = (file: string) => readFileSync(join(repositoryRoot, file), "utf8");

test("each has a name of its own", () => {
  expect(new Set(names).size).toBe(names.length);
});

test("each has its npm script; that of the site only writes it", () => {
  const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;
  const started = Object.entries(scripts).filter(([, line]) => line.includes("start.mjs "));
  const words = (name: string) => (name === "site" ? "site --build" : name);
  const expected = names.map((name) => [name, `node workbook/start.mjs ${words(name)}`]);
  expect(started.sort()).toEqual(expected);
});

test("each has its place in the README's table", () => {
  const [, table = ""] =
    /^\| command \| .*\n\| --- .*\n((?:\|.*\n)+)/m.exec(read("README.md")) ?? [];
  const calls = table.split("\n").map((row) => row.split(" | ")[0] ?? "");
  const named = calls.flatMap((call) => [...call.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(names);
});

test.each(commands)("the examples of $name can be typed as they are", async (command) => {
  const course = await loadCourse(repositoryRoot);
  expect(Object.keys(command.examples).length).toBeGreaterThan(0);
  for (const line of Object.keys(command.examples)) {
    const words = line
      .replace(/ \|.*$/, "")
      .split(" ")
      .filter(Boolean);
    const { operands } = readWords(command, words);
    const [first = ""] = operands;
    if (command.name === "run") findDemo(course, operands);
    else if (command.name === "download") expect(parseCommand(words)).toBeDefined();
    else if (first.startsWith("lessons/"))
      expect(existsSync(join(repositoryRoot, first))).toBe(true);
    else if (command.needs === "course" && command.name !== "score")
      findTarget(course, operands.slice(0, command.name === "play" ? 1 : 2));
  }
});
