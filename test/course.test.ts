// The course checks itself: pages, fences, demos and exercises of whatever lessons there are.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { scenarios } from "#lesson/09-downloader/chaos/faults/index.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { findCommand } from "#workbook/command-list.ts";
import type { Lesson } from "#workbook/course/course.ts";
import { extractRegion, type Fence, withoutRegionMarkers } from "#workbook/course/fences.ts";
import { findDemo, findTarget } from "#workbook/course/find.ts";
import { readKnownMistakes } from "#workbook/course/known-mistakes.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { mistakeText } from "#workbook/course/mistake-answer.ts";
import { readPage } from "#workbook/course/page.ts";
import { neutralEnvironment } from "#workbook/process/neutral-environment.ts";
import { redisIsMissing } from "#workbook/redis.ts";
import { compileFiles } from "../workbook/compile.mjs";
import { runNode } from "./run-program.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const course = await loadCourse(root);
const read = (file: string) => readFileSync(file, "utf8");
/** What lies in these folders and can use a lesson's helper, by file. */
const code = ["lessons", "solutions", "test"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => ({ name: basename(name), text: read(join(root, folder, name)) })),
);

test("the course has lessons", () => {
  expect(course.lessons.length).toBeGreaterThan(0);
});

describe.each(course.lessons)("lesson $id", (lesson) => {
  const page = readPage(lesson);
  const pageText = read(lesson.pageFile);

  test("is registered in package.json for each condition", () => {
    const { imports } = JSON.parse(read(join(root, "package.json")));
    expect(imports, `add this to "imports" in package.json`).toMatchObject({
      [`#exercise/${lesson.id}/*`]: {
        solutions: `./solutions/${lesson.id}/*`,
        stubs: `./lessons/${lesson.id}/exercises/*`,
        default: `./exercises/${lesson.id}/*`,
      },
    });
  });

  test("has four to fourteen screens in a sitting", () => {
    const starts = page.sittings.length > 0 ? page.sittings.map(({ screen }) => screen) : [0];
    for (const [index, start] of starts.entries()) {
      const screens = (starts[index + 1] ?? page.screens.length) - start;
      expect(screens).toBeGreaterThanOrEqual(4);
      expect(screens).toBeLessThanOrEqual(14);
    }
  });

  test("has sittings of at most 45 minutes", () => {
    const minutes =
      page.sittings.length > 0 ? page.sittings.map((one) => one.minutes) : [page.minutes];
    expect(Math.max(...minutes)).toBeLessThanOrEqual(45);
  });

  test("names every demo and exercise that lies in its folder", () => {
    for (const { name } of lesson.demos) expect(pageText, "demo").toContain(`${name}`);
    expect(page.exercises).toEqual(lesson.exercises.map(({ name }) => name));
  });

  test("has no helper that nothing uses", () => {
    for (const file of readdirSync(lesson.folder, { withFileTypes: true })) {
      if (!file.isFile() || file.name === "README.md") continue;
      const mention = new RegExp(`(?<![\\w-])${file.name.replaceAll(".", "\\.")}`);
      const isUsed = code.some(({ name, text }) => name !== file.name && mention.test(text));
      expect(isUsed, `another file uses ${file.name}`).toBe(true);
    }
  });

  test("keeps its demos short", () => {
    for (const { file } of lesson.demos) {
      expect(countLines(read(file)), file).toBeLessThanOrEqual(40);
    }
  });

  test("has at least three hints for every exercise", () => {
    for (const { name } of lesson.exercises) {
      const hints = page.hints.find(({ exercise }) => exercise === name)?.hints ?? [];
      expect(hints.length, `hints for ${name}`).toBeGreaterThanOrEqual(3);
    }
  });

  test("predicts only demos that exist, with one right option", () => {
    for (const prediction of page.predictions) {
      expect(lesson.demos.map(({ name }) => name)).toContain(prediction.demo);
      expect(prediction.options.filter(({ right }) => right)).toHaveLength(1);
    }
  });

  test("folds away what a predicted demo prints, so that a code host does not answer for the reader", () => {
    const lines = read(lesson.pageFile).split("\n");
    const predicted = new Map(page.predictions.map(({ demo, line }) => [`demos/${demo}.ts`, line]));
    const printed = page.fences.filter(
      ({ lang, source, line }) =>
        lang === "text" && line > (predicted.get(source ?? "") ?? Number.POSITIVE_INFINITY),
    );
    for (const { line } of printed) {
      expect(lines[line - 3]).toBe("<details><summary>Output</summary>");
    }
  });

  describe.each(lesson.exercises)("exercise $name", (exercise) => {
    test("has a stub of at most sixty lines with a TODO at every edit, and a solution without", () => {
      const stub = read(exercise.stubFile);
      expect(countLines(stub)).toBeLessThanOrEqual(60);
      expect(stub).toContain("// TODO: ");
      expect(read(exercise.solutionFile)).not.toContain("TODO");
    });

    test("exports the same names in stub and solution", () => {
      expect(exportedNames(read(exercise.solutionFile))).toEqual(
        exportedNames(read(exercise.stubFile)),
      );
    });

    test("has three or more known mistakes, each with its verdict and hint, whose edits fit", () => {
      const mistakes = readKnownMistakes(root, exercise);
      expect(mistakes.length).toBeGreaterThanOrEqual(3);
      const misfits = mistakes.flatMap((mistake) => {
        try {
          mistakeText(root, exercise, mistake);
          return [];
        } catch (error) {
          return [String(error)];
        }
      });
      expect(misfits).toEqual([]);
    });
  });

  test("belongs together by path: no test, solution or answer is left over", () => {
    const names = lesson.exercises.map(({ name }) => name);
    // The program that the exercises of a lesson add up to lies beside them.
    const solutions = listNames("solutions", lesson.id).filter((name) => name !== "cli");
    expect(solutions).toEqual([...names].sort());
    expect(listNames("test/lessons", lesson.id).map((name) => basename(name, ".test"))).toEqual(
      [...names].sort(),
    );
    for (const name of listFiles("test/right-answers", lesson.id)) expect(names).toContain(name);
    for (const file of listFiles("solutions", lesson.id, "mistakes")) {
      expect(names).toContain(basename(file, ".md"));
    }
  });

  // Hints may show code that is in no file.
  const fences = page.fences.filter(({ inHints }) => !inHints);
  describe.each(fences)("the $lang fence of $source at line $line", (fence) => {
    if (fence.lang === "sh") {
      test("holds commands that exist", () => expectCommands(fence));
    } else if (fence.lang === "text") {
      test("is what the demo prints", async ({ skip }) => expectOutput(fence, lesson, skip));
    } else {
      test("is what stands in that file", () => expectSource(fence, lesson));
    }
  });

  describe.concurrent.each(lesson.demos)("demo $name", ({ file }) => {
    test("runs alone to its end, or says what it needs", async ({ skip }) => {
      const { code, stdout, stderr } = await runDemo(file, lesson);
      expect(stderr).toBe("");
      skip(code === 69 && stdout.includes(redisIsMissing), redisIsMissing);
      expect(code).toBe(0);
    });
  });
});

/** What demos are asked for that would take long: six images show of each style what twenty-four do. */
const demoWords: Readonly<Record<string, readonly string[]>> = {
  "lessons/09-downloader/demos/styles.ts": ["6"],
};
const chaosOperands = ["", ...scenarios.map(({ name }) => name)];

const compiled = new Map<string, ReturnType<typeof compileFiles>>();
const runs = new Map<string, ReturnType<typeof runNode>>();

/** The demo runs compiled, which spares the tests a loader; `npx tsx` takes the same compiler. */
async function runDemo(file: string, lesson: Lesson): ReturnType<typeof runNode> {
  const files = lesson.demos.map((demo) => demo.file);
  const compiling = compiled.get(lesson.id) ?? compileFiles(files);
  compiled.set(lesson.id, compiling);
  const made = (await compiling).get(file);
  const words = made ? ["--enable-source-maps", made] : ["--import", "tsx", file];
  words.push(...(demoWords[relative(root, file)] ?? []));
  const run = runs.get(file) ?? runNode(words, { cwd: root, env: neutralEnvironment() });
  runs.set(file, run);
  return await run;
}

async function expectOutput(
  fence: Fence,
  lesson: Lesson,
  skip: (condition: boolean, note: string) => void,
): Promise<void> {
  expect(fence.source, "an output fence names its demo").toMatch(/^demos\/.+\.ts$/);
  const { stdout } = await runDemo(join(lesson.folder, fence.source ?? ""), lesson);
  // It has said how to get a server, and ended.
  skip(stdout.includes(redisIsMissing), redisIsMissing);
  const normal = fence.mode === "shape" ? toShape : (text: string) => text.trimEnd();
  const [printed, shown] = [normal(stdout), normal(fence.code)];
  if (fence.mode === "any-order") {
    expect(printed.split("\n").sort()).toEqual(shown.split("\n").sort());
  } else {
    expect(printed).toBe(shown);
  }
}

/** Every number as 0, every bar as one bar, runs of spaces as one. */
function toShape(text: string): string {
  return text
    .replace(/[\d.,]*\d/g, "0")
    .replace(/[▏▎▍▌▋▊▉█]+/g, "█")
    .replace(/ +/g, " ")
    .trimEnd();
}

function expectSource(fence: Fence, lesson: Lesson): void {
  expect(fence.source, "a code fence names its source").toBeDefined();
  const source = fence.source ?? "";
  const file = source.startsWith("/") ? join(root, source) : join(lesson.folder, source);
  expect(existsSync(file), `${source} exists`).toBe(true);
  const text = read(file);
  const expected = fence.region
    ? extractRegion(text, fence.region, source)
    : withoutRegionMarkers(text);
  expect(fence.code.trimEnd()).toBe(expected.trimEnd());
}

function expectCommands(fence: Fence): void {
  for (const line of fence.code.trim().split("\n")) {
    const words = line.replace(/\s+#.*$/, "").split(/\s+/);
    if (words[0] === "npx" && words[1] === "tsx") {
      expect(existsSync(join(root, words[2] ?? "")), line).toBe(true);
    } else if (words[0] === "npm" && words[1] === "start") {
      const [name = "list", ...operands] = words.slice(3);
      expect(findCommand(name), line).toBeDefined();
      if (name === "run") findDemo(course, operands);
      else if (name === "chaos") expect(chaosOperands, line).toContain(operands.join(" "));
      else if (name === "explore") expectScenario(operands[0] ?? "", line);
      else if (name === "download") expect(parseCommand(operands), line).toBeDefined();
      else findTarget(course, operands);
    } else {
      expect(["npm test", "top"], line).toContain(words[0] === "top" ? "top" : words.join(" "));
    }
  }
}

/** A scenario's file, or the copy that a learner makes from a stub. */
function expectScenario(file: string, line: string): void {
  const copies = course.lessons.flatMap(({ exercises }) => exercises.map((one) => one.learnerFile));
  const isThere = existsSync(join(root, file)) || copies.includes(join(root, file));
  expect(isThere, line).toBe(true);
}

function countLines(text: string): number {
  return text.trimEnd().split("\n").length;
}

function exportedNames(source: string): string[] {
  const found = source.matchAll(
    /^export (?:default )?(?:abstract )?(?:async )?(?:function\*?|class|const|interface|type) (\w+)/gm,
  );
  return [...found].map((match) => match[1] ?? "").sort();
}

function listNames(folder: string, lessonId: string): string[] {
  const path = join(root, folder, lessonId);
  return readdirSync(path)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => basename(name, ".ts"))
    .sort();
}

function listFiles(...folder: string[]): string[] {
  const path = join(root, ...folder);
  return existsSync(path) ? readdirSync(path) : [];
}
