// The lists of mutants that behave the same: how they are read, and compared with those that survive.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { changeEverywhere } from "./mutants.ts";
import { compareSurvivors, readSurvivors } from "./survivors.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

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

test("each mutant on a list is still made, of the answer that it stands under", () => {
  const folder = join(root, "test", "mutants", "survivors");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const lists = files.filter((file) => file.endsWith(".md"));
  expect(lists.length).toBeGreaterThan(0);
  const stale = lists.flatMap((file) => {
    const listed = readSurvivors(readFileSync(join(folder, file), "utf8"), file);
    expect(listed.length, `mutants listed in ${file}`).toBeGreaterThan(0);
    const answers = [...new Set(listed.map(({ answer }) => answer))];
    const made = answers.flatMap((answer) =>
      changeEverywhere(readAnswer(file, answer)).map(({ diff }) => ({ answer, diff })),
    );
    return compareSurvivors(listed, made).gone.map((one) => ({ file, ...one }));
  });
  expect(stale, "strike these out, or write what the answer has in their place").toEqual([]);
});

/** @param list as `LESSON/EXERCISE.md` */
function readAnswer(list: string, answer: string): string {
  const exercise = list.slice(0, -".md".length);
  const isOurs = answer === `${basename(exercise)}.ts`;
  const file = isOurs
    ? join("solutions", `${exercise}.ts`)
    : join("test", "right-answers", exercise, answer);
  return readFileSync(join(root, file), "utf8");
}
