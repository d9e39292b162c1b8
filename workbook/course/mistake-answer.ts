// A known mistake as an answer to its exercise: its text, and the file that it is written out as.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Exercise } from "./course.ts";
import { applyEdits } from "./edits.ts";
import { readKnownMistakes } from "./known-mistakes.ts";
import { MarkdownError } from "./markdown-error.ts";
import type { KnownMistake } from "./mistakes-page.ts";

/**
 * Writes the mistake to `.interleave/mistakes/`, where imports resolve as they do in a learner's copy.
 * Returns the file. Throws MarkdownError where its edits do not fit.
 */
export function writeMistake(root: string, exercise: Exercise, mistake: KnownMistake): string {
  const file = placeOf(root, "mistakes", exercise, mistake);
  writeAnew(file, mistakeText(root, exercise, mistake));
  return file;
}

/**
 * The file in `.interleave/games/` in which a player mends the mistake: made from it, unless it is there already. Throws MarkdownError
 * where its edits do not fit.
 */
export function writeFix(root: string, exercise: Exercise, mistake: KnownMistake): string {
  const file = placeOf(root, "games", exercise, mistake);
  if (!existsSync(file)) writeAnew(file, mistakeText(root, exercise, mistake));
  return file;
}

/** Where a mistake is written out as a file, in a folder of `.interleave` that this makes. */
function placeOf(root: string, name: string, exercise: Exercise, mistake: KnownMistake): string {
  const folder = join(root, ".interleave", name);
  // The compiler of an editor, and that of a check, look for it above the file.
  writeAnew(
    join(folder, "tsconfig.json"),
    '{ "extends": "../../tsconfig.json", "include": ["."] }\n',
  );
  return join(folder, exercise.lessonId, exercise.name, `${mistake.name}.ts`);
}

/** The mistake's source. Throws MarkdownError where its edits do not fit. */
export function mistakeText(root: string, exercise: Exercise, mistake: KnownMistake): string {
  const { name, answer } = mistake;
  if (typeof answer === "string") return answer;
  const { base, text } = readBase(root, exercise, mistake);
  return applyEdits(text, answer, { mistake: name, base });
}

function readBase(
  root: string,
  exercise: Exercise,
  { name, place, base }: KnownMistake,
): { base: string; text: string } {
  const { lessonId, solutionFile } = exercise;
  if (base === undefined) {
    const text = readFileSync(solutionFile, "utf8");
    return { base: `solutions/${lessonId}/${exercise.name}.ts`, text };
  }
  const above = readKnownMistakes(root, exercise).find((one) => one.name === base);
  if (above) return { base: `\`${base}\``, text: mistakeText(root, exercise, above) };
  const file = `test/right-answers/${lessonId}/${exercise.name}/${base.slice(base.indexOf("/") + 1)}`;
  if (!existsSync(join(root, file))) {
    throw new MarkdownError(place, `${file}, which \`${name}\` is based on`, "no such file");
  }
  // Without its first lines, `// right: …`.
  const text = readFileSync(join(root, file), "utf8").replace(/^(\/\/.*\r?\n)+\r?\n/, "");
  return { base: file, text };
}

/** What is there already stays untouched, and nobody reads half of it: others may be at it at the same time. */
function writeAnew(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
