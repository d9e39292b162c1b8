// The known wrong answers to an exercise: each with the verdict it must get and a hint of its own.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exercise } from "./course.ts";

export interface KnownMistake {
  file: string;
  /** What is wrong with it, in a few words. */
  wrong: string;
  /** The verdict's kind. */
  verdict: string;
  /** A part of the verdict's sentence. */
  says: string;
  /** A part of why a thread of the counterexample sleeps on, to tell apart what says the same. */
  why?: string;
  /** Markdown: what to tell somebody who makes it. */
  hint: string;
}

/** The wrong answers kept for an exercise, by file name. Throws Error naming a header line that is missing. */
export function readKnownMistakes(root: string, exercise: Exercise): KnownMistake[] {
  const folder = join(root, "test", "wrong-answers", exercise.lessonId, exercise.name);
  return listTypeScript(folder).map((file) => parseHeader(file, readFileSync(file, "utf8")));
}

/** Right answers that differ from ours. */
export function listRightAnswers(root: string, exercise: Exercise): string[] {
  return listTypeScript(join(root, "test", "right-answers", exercise.lessonId, exercise.name));
}

/** The known mistake that a failure reads like, if there is one. */
export function recognizeMistake(
  mistakes: KnownMistake[],
  failure: { kind: string; sentence: string; why?: string },
): KnownMistake | undefined {
  const alike = mistakes.filter(
    ({ verdict, says, why = "" }) =>
      verdict === failure.kind &&
      failure.sentence.includes(says) &&
      (failure.why ?? "").includes(why),
  );
  // The longest match is the closest one.
  const closeness = ({ says, why = "" }: KnownMistake) => says.length + why.length;
  return alike.sort((a, b) => closeness(b) - closeness(a))[0];
}

function listTypeScript(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(folder, name));
}

function parseHeader(file: string, source: string): KnownMistake {
  const lines = source.split("\n");
  const find = (name: string): string | undefined => {
    const start = lines.findIndex((line) => line.startsWith(`// ${name}: `));
    if (start === -1) return undefined;
    const parts = [lines[start]?.slice(`// ${name}: `.length) ?? ""];
    // A long value goes on in indented comment lines.
    for (let next = start + 1; /^\/\/ {3,}\S/.test(lines[next] ?? ""); next++) {
      parts.push((lines[next] ?? "").slice(2).trim());
    }
    return parts.join(" ");
  };
  const read = (name: string): string => {
    const value = find(name);
    if (value !== undefined) return value;
    throw new Error(`${file}: expected a line \`// ${name}: …\`, got none`);
  };
  const why = find("why");
  return {
    file,
    wrong: read("wrong"),
    verdict: read("verdict"),
    says: read("says"),
    ...(why === undefined ? {} : { why }),
    hint: read("hint"),
  };
}
