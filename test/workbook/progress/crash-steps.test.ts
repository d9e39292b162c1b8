// Cuts every operation off after each of its steps on the disk, as a power cut would.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureCopy, moveEdit, resetCopy } from "#workbook/progress/copies.ts";
import { lockFile, progressFolder } from "#workbook/progress/paths.ts";
import { exerciseProgress, readProgress, updateProgress } from "#workbook/progress/progress.ts";
import {
  filesUnder,
  firstStub,
  makeToyCourse,
  read,
  remove,
  type ToyCourse,
  write,
} from "./toy-course.ts";

const now = new Date(2026, 10, 21, 10, 15, 0);
const mine = "// mine, in the copy\n";
const edit = "// mine, in the stub\n";
const changing = [
  "openSync",
  "writeSync",
  "linkSync",
  "renameSync",
  "rmSync",
  "writeFileSync",
] as const;
const originals = { ...fs };
let toy: ToyCourse;

beforeEach(() => {
  toy = makeToyCourse();
});
afterEach(() => remove(toy.course.root));

/** Runs `work` with the disk gone after `steps` changes; says whether it came to its end before. */
function runUntilCrash(steps: number, work: () => void): boolean {
  let left = steps;
  for (const name of changing) {
    Reflect.set(fs, name, (...values: unknown[]) => {
      left -= 1;
      if (left === -1) writeHalf(name, values);
      if (left < 0) throw new Error("crash");
      return Reflect.apply(originals[name], fs, values);
    });
  }
  syncBuiltinESMExports();
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== "crash") throw error;
  } finally {
    for (const name of changing) Reflect.set(fs, name, originals[name]);
    syncBuiltinESMExports();
  }
  return left >= 0;
}

/** A write that the crash falls into is half done; every other operation is done or not. */
function writeHalf(name: string, values: unknown[]): void {
  const [target, content, ...rest] = values;
  if (name === "writeSync" && content instanceof Uint8Array)
    originals.writeSync(Number(target), content, 0, content.length >> 1);
  if (name === "writeFileSync" && typeof content === "string") {
    const half = content.slice(0, content.length >> 1);
    Reflect.apply(originals.writeFileSync, fs, [target, half, ...rest]);
  }
}

interface Story {
  prepare: () => void;
  operate: () => void;
  /** Holds after the crash, and after a second try. */
  always: () => void;
  /** Holds after the second try. */
  atLast: () => void;
}

/** Crashes an operation after every number of steps, each on a fresh course; returns how many. */
function crashEverywhere({ prepare, operate, always, atLast }: Story): number {
  for (let steps = 0; ; steps += 1) {
    remove(toy.course.root);
    toy = makeToyCourse();
    prepare();
    const hasEnded = runUntilCrash(steps, operate);
    always();
    // This process lives on, so its lock would be respected; a crash would have ended both.
    remove(lockFile(toy.course.root));
    operate();
    always();
    atLast();
    if (hasEnded) return steps;
  }
}

function learnerTexts(): string[] {
  const { course, exercise } = toy;
  const backups = join(progressFolder(course.root), "backups");
  const files = filesUnder(backups).map((path) => join(backups, path));
  if (fs.existsSync(exercise.learnerFile)) files.push(exercise.learnerFile);
  return [...files, exercise.stubFile].map(read);
}

test("A reset cut off anywhere keeps the learner's text, and can be repeated", () => {
  const steps = crashEverywhere({
    prepare: () => {
      ensureCopy(toy.course, toy.exercise);
      write(toy.exercise.learnerFile, mine);
    },
    operate: () => resetCopy(toy.course, toy.exercise, now),
    always: () => expect(learnerTexts()).toContain(mine),
    atLast: () => expect(read(toy.exercise.learnerFile)).toBe(firstStub),
  });
  expect(steps).toBeGreaterThan(10);
});

test("A move of a misplaced edit cut off anywhere keeps both texts, and can be repeated", () => {
  const steps = crashEverywhere({
    prepare: () => {
      ensureCopy(toy.course, toy.exercise);
      write(toy.exercise.learnerFile, mine);
      write(toy.exercise.stubFile, edit);
    },
    operate: () => {
      const result = ensureCopy(toy.course, toy.exercise);
      if (result.status === "stub-edited") moveEdit(toy.course, toy.exercise, now);
    },
    always: () => expect(learnerTexts()).toEqual(expect.arrayContaining([mine, edit])),
    atLast: () => {
      const { learnerFile, stubFile } = toy.exercise;
      expect([read(learnerFile), read(stubFile)]).toEqual([edit, firstStub]);
    },
  });
  expect(steps).toBeGreaterThan(10);
});

test("An update of the progress cut off anywhere leaves the earlier passes", () => {
  const pass = (id: string) =>
    updateProgress(toy.course.root, (progress) => {
      exerciseProgress(progress, id).passedAt = now.toISOString();
    });
  const passes = () => Object.keys(readProgress(toy.course.root).progress.exercises);
  const steps = crashEverywhere({
    prepare: () => pass("a/first"),
    operate: () => pass("a/second"),
    always: () => expect(passes()).toContain("a/first"),
    atLast: () => expect(passes()).toEqual(["a/first", "a/second"]),
  });
  expect(steps).toBeGreaterThan(5);
});
