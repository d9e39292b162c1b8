// The lists of mutants that behave the same: how they are read, and compared with those that survive.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compareSurvivors, readSurvivors } from "./survivors.ts";

const diff = (...lines: string[]) => ["```diff", ...lines, "```", ""].join("\n");
const list = `# Mutants of \`limiter\`

## limiter.ts

A promise takes what settles it first.

${diff("-a();", "-b();", "+b();", "+a();")}
${diff("-c();", "+")}
## other.ts

Nobody listens.

${diff("-d();", "+")}`;

test("each fence of a list has the answer and the reason above it", () => {
  expect(readSurvivors(list, "x.md")).toEqual([
    { answer: "limiter.ts", diff: "-a();\n-b();\n+b();\n+a();" },
    { answer: "limiter.ts", diff: "-c();\n+" },
    { answer: "other.ts", diff: "-d();\n+" },
  ]);
});

test("a fence without a reason is none", () => {
  const bare = `## a.ts\n\n${diff("-a();")}`;
  expect(() => readSurvivors(bare, "x.md")).toThrow("x.md: expected each `diff` fence below");
});

test("what survives and is not listed is told, and what is listed and survives no more", () => {
  const listed = readSurvivors(list, "x.md");
  const found = [
    // However it is indented.
    { answer: "limiter.ts", diff: "-  a();\n-  b();\n+  b();\n+  a();" },
    { answer: "limiter.ts", diff: "-d();\n+" },
  ];
  expect(compareSurvivors(listed, found)).toEqual({
    unlisted: [{ answer: "limiter.ts", diff: "-d();\n+" }],
    gone: [
      { answer: "limiter.ts", diff: "-c();\n+" },
      { answer: "other.ts", diff: "-d();\n+" },
    ],
  });
});

test("the lists of the course can be read", () => {
  const folder = fileURLToPath(new URL("./survivors/", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const lists = files.filter((file) => file.endsWith(".md"));
  expect(lists.length).toBeGreaterThan(0);
  for (const file of lists) {
    expect(readSurvivors(readFileSync(`${folder}${file}`, "utf8"), file).length).toBeGreaterThan(0);
  }
});
