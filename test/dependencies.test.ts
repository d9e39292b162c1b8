// The packages that the course stands on: each has its reason in CONTRIBUTING.md, and some an exact version.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const { devDependencies: dependencies } = JSON.parse(read("../package.json")) as {
  devDependencies: Record<string, string>;
};
const contributing = read("../CONTRIBUTING.md");

test("CONTRIBUTING.md gives a reason for each dependency, and for nothing else", () => {
  const [, table = ""] = /## Dependencies\n\n((?:\|.*\n)+)/.exec(contributing) ?? [];
  const [, , ...rows] = table.trim().split("\n");
  const named = rows.map((row) => row.split("|")[1]?.trim());
  expect(named.sort()).toEqual(Object.keys(dependencies).sort());
});

test("what is said to have an exact version has one, and nothing else", () => {
  const [paragraph = ""] = /^Six versions are exact\.[\s\S]*?\n\n/m.exec(contributing) ?? [];
  const exact = Object.keys(dependencies).filter((name) => /^\d/.test(dependencies[name] ?? ""));
  const named = [...paragraph.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(exact.sort());
});
