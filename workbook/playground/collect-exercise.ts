// Collects what a browser needs to grade an exercise: its tests, all that they import, and its known mistakes.

import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Exercise } from "../course/course.ts";
import { listRightAnswers, readKnownMistakes } from "../course/known-mistakes.ts";
import { mistakeText } from "../course/mistake-answer.ts";
import { specifications } from "../game/specifications.ts";
import type { ExerciseData, Sources } from "./messages.ts";
import { resolveSpecifier } from "./specifiers.ts";

/** Files whose place something else takes in a browser. */
const replaced = /^(workbook\/|lessons\/01-threads\/start-worker\.ts$)/;

/**
 * Whether an exercise can be graded in a browser: its tests hold it to a specification, or its answer is a scenario.
 * Both prove it under every schedule; tests of other kinds need clocks and threads.
 */
export function isGradedByExplorer({ testFile }: Exercise): boolean {
  const text = existsSync(testFile) ? readFileSync(testFile, "utf8") : "";
  return /\btoHold(InEveryProgram|UnderEverySchedule)\(/.test(text);
}

/**
 * @param renderHint Markdown to HTML
 * @throws MarkdownError where the mistakes' file has not its form
 */
export function collectExercise(
  root: string,
  exercise: Exercise,
  renderHint: (markdown: string) => string,
): ExerciseData {
  const toPath = (file: string): string => relative(root, file).split(sep).join("/");
  const stub = readFileSync(exercise.stubFile, "utf8");
  const solution = readFileSync(exercise.solutionFile, "utf8");
  const known = readKnownMistakes(root, exercise);
  const mistakes = known.map((mistake) => ({
    name: mistake.name,
    verdict: mistake.verdict,
    says: mistake.says,
    ...(mistake.why !== undefined && { why: mistake.why }),
    hint: renderHint(mistake.hint),
    text: mistakeText(root, exercise, mistake),
  }));
  const answerFile = resolveSpecifier(exercise.specifier, "") ?? "";
  const testFile = toPath(exercise.testFile);
  const answers = [
    stub,
    solution,
    ...mistakes.map(({ text }) => text),
    ...listRightAnswers(root, exercise).map((file) => readFileSync(file, "utf8")),
  ];
  const held = specifications[exercise.id];
  const specificationFile = held ? [`test/lessons/${held.file}`] : [];
  const told = listTold(exercise, stub, answerFile);
  const wanted = [
    testFile,
    ...told,
    ...specificationFile,
    ...answers.flatMap((text) => listImports(text, answerFile)),
  ];
  const sources = collectSources(root, wanted, answerFile);
  return {
    id: exercise.id,
    specifier: exercise.specifier,
    answerFile,
    testFile,
    stub,
    solution,
    sources,
    toRead: told.filter((path) => path in sources),
    mistakes,
  };
}

/** Files of lessons that a stub imports, be it for a type, or names between backticks. No solution is given away. */
function listTold({ lessonId }: Exercise, stub: string, from: string): string[] {
  const named = [...stub.matchAll(/`([\w-]+\.ts)`/g)];
  const told = [
    ...listImports(stub, from, { types: true }),
    ...named.map(([, name]) => `lessons/${lessonId}/${name}`),
  ];
  return [...new Set(told)].filter((path) => path.startsWith("lessons/"));
}

/** Files of the course and all that they import, with values and not only for their types. */
export function collectSources(root: string, wanted: readonly string[], but?: string): Sources {
  const sources: Record<string, string> = {};
  const left = [...wanted];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (path in sources || path === but || replaced.test(path)) continue;
    const file = join(root, path);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, "utf8");
    sources[path] = text;
    left.push(...listImports(text, path));
  }
  return sources;
}

const importing =
  /^(?:import|export)\s+(type\b)?(?:[\w*{}\s,$]+?\s+from\s+)?["']([^"']+)["'];?\s*$/gm;

function listImports(text: string, from: string, { types = false } = {}): string[] {
  return [...text.matchAll(importing)].flatMap(([, type, specifier = ""]) => {
    return (type === undefined || types ? resolveSpecifier(specifier, from) : undefined) ?? [];
  });
}
