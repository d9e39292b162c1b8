// A command is one object: what else names the commands names all of them, and no other.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "#workbook/command-list.ts";
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
