// Whatever happens in whatever order, no word that a learner wrote is lost by the workbook.

import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CopyResult,
  ensureCopy,
  leaveEdit,
  moveEdit,
  resetCopy,
} from "#workbook/progress/copies.ts";
import { progressFile, progressFolder } from "#workbook/progress/paths.ts";
import { updateProgress } from "#workbook/progress/progress.ts";
import { commitAll, filesUnder, makeToyCourse, read, remove, write } from "./toy-course.ts";

type Step =
  | "write the copy"
  | "save the copy unchanged"
  | "remove the copy"
  | "write the stub"
  | "turn the copy back into the stub"
  | "update the course"
  | "lose the progress"
  | "lose everything remembered but the backups"
  | "update the progress"
  | "ensure"
  | "move the edit"
  | "leave the edit"
  | "reset";

const steps: Step[] = [
  "write the copy",
  "save the copy unchanged",
  "remove the copy",
  "write the stub",
  "turn the copy back into the stub",
  "update the course",
  "lose the progress",
  "lose everything remembered but the backups",
  "update the progress",
  "ensure",
  "ensure",
  "move the edit",
  "leave the edit",
  "reset",
];
const now = new Date(2026, 10, 21, 10, 15, 0);

/** Runs the steps on a fresh course; after each step of the workbook's own, nothing is missing. */
function playSteps(played: Step[], hasGit: boolean): void {
  const toy = makeToyCourse();
  const { root } = toy.course;
  const { learnerFile, stubFile } = toy.exercise;
  let courseVersion = 0;
  let words = 0;
  let courseStub = read(stubFile);
  let offer: CopyResult | undefined;
  if (hasGit) commitAll(root);

  /** Every text of the learner's on the disk: in the copy, the stub and the backups. */
  const learnerTexts = () => {
    const backups = join(progressFolder(root), "backups");
    const files = filesUnder(backups).map((path) => join(backups, path));
    for (const path of filesUnder(root)) {
      if (path === "exercises/01-threads/join.ts") files.push(learnerFile);
      if (path.startsWith("lessons/")) files.push(stubFile);
    }
    return new Set(files.map(read).filter((text) => text.startsWith("// mine ")));
  };
  const newWords = () => {
    words += 1;
    return `// mine ${words}\n`;
  };
  const learner: Partial<Record<Step, () => void>> = {
    "write the copy": () => write(learnerFile, newWords()),
    "save the copy unchanged": () => {
      if (filesUnder(root).includes("exercises/01-threads/join.ts"))
        write(learnerFile, read(learnerFile));
    },
    "remove the copy": () => remove(learnerFile),
    "write the stub": () => write(stubFile, newWords()),
    "turn the copy back into the stub": () => write(learnerFile, courseStub),
    "update the course": () => {
      // An update over an edited stub is a conflict that git or the learner settles first.
      if (read(stubFile) !== courseStub) return;
      courseVersion += 1;
      courseStub = `// stub ${courseVersion}\n`;
      write(stubFile, courseStub);
      toy.course = { ...toy.course, version: `1.${courseVersion}.0` };
      if (hasGit) commitAll(root);
    },
    "lose the progress": () => write(progressFile(root), "{"),
    "lose everything remembered but the backups": () => {
      remove(progressFile(root));
      remove(join(progressFolder(root), "stubs"));
    },
  };
  const workbook: Partial<Record<Step, () => void>> = {
    "update the progress": () => {
      updateProgress(root, (progress) => {
        progress.current = `${words}`;
      });
    },
    ensure: () => {
      offer = ensureCopy(toy.course, toy.exercise);
    },
    // An offer may be old by the time that it is taken.
    "move the edit": () => {
      if (offer?.status === "stub-edited") moveEdit(toy.course, toy.exercise, now);
    },
    "leave the edit": () => {
      if (offer?.status === "stub-edited") leaveEdit(toy.course, toy.exercise);
    },
    reset: () => {
      resetCopy(toy.course, toy.exercise, now);
    },
  };

  try {
    for (const step of played) {
      learner[step]?.();
      const before = learnerTexts();
      workbook[step]?.();
      const after = learnerTexts();
      expect([...before].filter((text) => !after.has(text))).toEqual([]);
    }
    ensureCopy(toy.course, toy.exercise);
    expect(filesUnder(root).filter((path) => path.endsWith(".tmp"))).toEqual([]);
  } finally {
    remove(root);
  }
}

const someSteps = fc.array(fc.constantFrom(...steps), { minLength: 3, maxLength: 16 });

test("No sequence of edits, updates, resets and losses loses a learner's text, without git", () => {
  fc.assert(
    fc.property(someSteps, (played) => playSteps(played, false)),
    { numRuns: 50 },
  );
});

test("No sequence of edits, updates, resets and losses loses a learner's text, with git", () => {
  fc.assert(
    fc.property(someSteps, (played) => playSteps(played, true)),
    { numRuns: 25 },
  );
});
