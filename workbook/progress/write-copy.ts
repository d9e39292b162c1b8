// Replaces and backs up files that hold a learner's own words, and loses none of them.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { createDurably, replaceDurably } from "./durable.ts";
import { ProgressError } from "./errors.ts";
import { isInGit } from "./git.ts";
import { backupFile, keptStubFile, timeStamp } from "./paths.ts";
import { type CopyState, readText, type Text } from "./read-copy.ts";
import type { CopyRecord } from "./shape.ts";

/** Gives the copy another text. What it had is backed up unless it is surely the course's; returns where. */
export function putInPlace(text: Text, state: CopyState, now: Date): string | undefined {
  const backup = isOfCourse(state) ? undefined : backUp(state, now);
  replaceText(state.exercise.learnerFile, state.copy, text);
  return backup;
}

/** Keeps the copy, if there is one, in a dated backup folder, never over an older backup; returns its path. */
export function backUp({ course, exercise, copy }: CopyState, now: Date): string | undefined {
  if (copy === undefined) return undefined;
  for (let count = 1; ; count += 1) {
    const stamp = count === 1 ? timeStamp(now) : `${timeStamp(now)}-${count}`;
    const file = backupFile(course.root, stamp, exercise.id);
    if (createDurably(file, copy.bytes)) return file;
  }
}

/**
 * Gives a file another text. `known` is what it had, or undefined if there was no file; throws
 * `ProgressError` if that is true no longer.
 */
export function replaceText(file: string, known: Text | undefined, text: Text): void {
  if (known === undefined) {
    if (createDurably(file, text.bytes)) return;
  } else if (readText(file)?.hash === known.hash) {
    replaceDurably(file, text.bytes);
    return;
  }
  throw new ProgressError(`${file} was saved by someone else this very moment; try again.`);
}

/**
 * Keeps the stub's text, for the day that it is edited where git cannot tell. In the record that it
 * returns, unknown keys stay; what was said about an older stub is over.
 */
export function rememberStub({ course, exercise, record, kept, pristine }: CopyState): CopyRecord {
  if (kept?.hash !== pristine.hash)
    replaceDurably(keptStubFile(course.root, exercise.id), pristine.bytes);
  const { toldAbout: _, ...rest } = record ?? {};
  return { ...rest, stubHash: pristine.hash, courseVersion: course.version };
}

/** `tsconfig.json` for the copies: an import of an exercise there means the copy. */
export function makeCompilerOptions(root: string): void {
  const file = join(root, "exercises", "tsconfig.json");
  if (existsSync(file)) return;
  const content = {
    extends: "../tsconfig.json",
    compilerOptions: { customConditions: [] },
    include: ["."],
  };
  createDurably(file, `${JSON.stringify(content, null, 2)}\n`);
}

/**
 * Whether the copy is surely the course's text and no learner's. That it equals the stub it was made
 * from is not enough: that stub may have been edited before the first copy. Git can vouch for it.
 */
function isOfCourse({ exercise, copy, facts }: CopyState): boolean {
  if (facts.copy === "stub") return true;
  return (
    copy !== undefined && facts.copy === "older-stub" && isInGit(exercise.stubFile, copy.bytes)
  );
}
