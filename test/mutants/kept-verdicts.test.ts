// What is kept of a run over mutants, and when it counts no more.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hashWithImports, KeptVerdicts } from "./kept-verdicts.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave-mutants-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

test("a verdict is found again, though the run was broken off while it wrote", () => {
  const file = join(folder, "kept.jsonl");
  const verdict = { kind: "passed", sentence: "All 2 tests held.", ms: 12 } as const;
  new KeptVerdicts(file).keep("one", verdict);
  writeFileSync(file, `${readFileSync(file, "utf8")}\n{"key":"two","ki`);
  new KeptVerdicts(file).keep("three", verdict);
  const kept = new KeptVerdicts(file);
  expect(kept.find("one")).toMatchObject(verdict);
  expect(kept.find("two")).toBe(undefined);
  expect(kept.find("three")).toMatchObject(verdict);
});

test("a verdict counts no more when the tests, or what they import, are others", () => {
  const testFile = write("test/a.test.ts", 'import { b } from "./fixtures/b.ts";\n');
  write("test/fixtures/b.ts", 'export { c as b } from "#lesson/c.ts";\n');
  write("lessons/c.ts", "export const c = 1;\n");
  write("lessons/d.ts", "export const d = 1;\n");
  const before = hashWithImports(folder, [testFile]);
  write("lessons/d.ts", "export const d = 2;\n");
  expect(hashWithImports(folder, [testFile])).toBe(before);
  write("lessons/c.ts", "export const c = 2;\n");
  expect(hashWithImports(folder, [testFile])).not.toBe(before);
});

test("a verdict counts in another checkout of the course, too", () => {
  const [one, other] = ["one", "other"].map((checkout) => {
    write(`${checkout}/lessons/c.ts`, "export const c = 1;\n");
    const file = write(`${checkout}/test/a.test.ts`, 'import { c } from "#lesson/c.ts";\n');
    return hashWithImports(join(folder, checkout), [file]);
  });
  expect(one).toBe(other);
});
