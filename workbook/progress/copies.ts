// Makes and keeps the learner's copies of the stubs, and never writes over what they wrote.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Course, Exercise } from "../course/course.ts";
import { inspect, isSettled, keepStub, newRecord, type State } from "./copy-state.ts";
import { backUp, createFile, hashOf, readPlainFile, replaceKnown } from "./learner-files.ts";
import { type CopyRecord, readProgress, updateProgress } from "./progress.ts";
import { isInGit } from "./stub-edits.ts";

/** What `ensureCopy` found or did. `notice` is about the progress file, as in `readProgress`. */
export type CopyResult = { file: string; notice?: string } & (
  | {
      /** `refreshed`: the stub changed and the copy was still the old stub. */
      status: "made" | "kept" | "refreshed";
    }
  | {
      /** The stub changed and the copy is edited, so it stays. Said once for each change. */
      status: "stub-changed";
      stubFile: string;
    }
  | {
      /** The learner edited the stub. Said until the edit is moved or left. */
      status: "stub-edited";
      stubFile: string;
      /** Moves the edit into the learner's copy and restores the stub. */
      moveEdit: (now?: Date) => CopyChange;
      /** Leaves this edit where it is and stops mentioning it. */
      leaveEdit: () => void;
    }
);

/** `backup` is where the learner's earlier file is now, if there was one to keep. */
export interface CopyChange {
  file: string;
  backup?: string;
  notice?: string;
}

/**
 * Makes sure that the learner's copy of an exercise is there, and up to date if unedited.
 * Throws `ProgressError` if the copy is a link or a folder, or cannot be written.
 */
export function ensureCopy(course: Course, exercise: Exercise, now = new Date()): CopyResult {
  const file = exercise.learnerFile;
  const before = readProgress(course.root);
  if (!isSettled(course, exercise, before.progress.copies[exercise.id])) {
    let status: CopyResult["status"] = "kept";
    const update = updateProgress(course.root, ({ copies }) => {
      const state = inspect(course, exercise, copies[exercise.id]);
      [status, copies[exercise.id]] = settle(course, exercise, state, now);
    });
    const notice = before.notice ?? update.notice;
    return describe(course, exercise, status, notice);
  }
  makeCompilerOptions(course);
  return { status: "kept", file, ...noticeOf(before.notice) };
}

/**
 * Puts the stub in place of the learner's file, which moves to a dated backup folder.
 * The backup is on the disk before the stub takes its name. Throws as `ensureCopy`.
 */
export function resetCopy(course: Course, exercise: Exercise, now = new Date()): CopyChange {
  const change: CopyChange = { file: exercise.learnerFile };
  const { notice } = updateProgress(course.root, ({ copies }) => {
    const state = inspect(course, exercise, copies[exercise.id]);
    if (state.copy !== undefined) change.backup = backUp(course.root, exercise.id, state.copy, now);
    keepStub(course, exercise, state.pristine);
    replaceKnown(exercise.learnerFile, state.copy, state.pristine);
    makeCompilerOptions(course);
    copies[exercise.id] = newRecord(course, state, copies[exercise.id]);
  });
  return { ...change, ...noticeOf(notice) };
}

/** Brings the copy up to date as far as that loses nothing; says what to tell and record. */
function settle(
  course: Course,
  exercise: Exercise,
  state: State,
  now: Date,
): [CopyResult["status"], CopyRecord] {
  const { record, copy, stub, pristine, baseHash } = state;
  makeCompilerOptions(course);
  const pristineHash = hashOf(pristine);
  const isEditNews = state.isStubEdited && stub !== undefined && record?.editLeft !== hashOf(stub);
  const say = (status: CopyResult["status"]) => (isEditNews ? "stub-edited" : status);
  if (copy === undefined) {
    keepStub(course, exercise, pristine);
    createFile(exercise.learnerFile, pristine);
    return [say("made"), newRecord(course, state, record)];
  }
  const copyHash = hashOf(copy);
  const isUnedited = copyHash === baseHash || copyHash === pristineHash;
  if (baseHash === undefined || baseHash === pristineHash || isUnedited) {
    const isOld = isUnedited && copyHash !== pristineHash;
    if (isOld) {
      if (!isOldStub(exercise, copy, baseHash)) backUp(course.root, exercise.id, copy, now);
      replaceKnown(exercise.learnerFile, copy, pristine);
    }
    keepStub(course, exercise, pristine);
    const isRefreshed = baseHash !== undefined && baseHash !== pristineHash;
    return [say(isRefreshed ? "refreshed" : "kept"), newRecord(course, state, record)];
  }
  const olderRecord: CopyRecord = { ...record, stubHash: baseHash };
  if (isEditNews || record?.toldAbout === pristineHash) return [say("kept"), olderRecord];
  return ["stub-changed", { ...olderRecord, toldAbout: pristineHash }];
}

/**
 * Whether a copy is surely the course's text and no learner's. That it equals the stub it was made
 * from is not enough: that stub may have been edited before the first copy. Git can vouch for it.
 */
function isOldStub(exercise: Exercise, copy: Buffer, baseHash: string | undefined): boolean {
  return hashOf(copy) === baseHash && isInGit(exercise.stubFile, copy);
}

function describe(
  course: Course,
  exercise: Exercise,
  status: CopyResult["status"],
  notice: string | undefined,
): CopyResult {
  const { learnerFile: file, stubFile } = exercise;
  const common = { file, ...noticeOf(notice) };
  if (status === "stub-changed") return { ...common, status, stubFile };
  if (status !== "stub-edited") return { ...common, status };
  return {
    ...common,
    status,
    stubFile,
    moveEdit: (now = new Date()) => moveEdit(course, exercise, now),
    leaveEdit: () => leaveEdit(course, exercise),
  };
}

/** The edit is in the learner's file before the stub is restored: a crash between repeats it. */
function moveEdit(course: Course, exercise: Exercise, now: Date): CopyChange {
  const change: CopyChange = { file: exercise.learnerFile };
  const { notice } = updateProgress(course.root, ({ copies }) => {
    const state = inspect(course, exercise, copies[exercise.id]);
    const { copy, stub, pristine, baseHash } = state;
    if (!state.isStubEdited || stub === undefined) return;
    if (copy === undefined || !copy.equals(stub)) {
      if (copy !== undefined && !copy.equals(pristine) && !isOldStub(exercise, copy, baseHash))
        change.backup = backUp(course.root, exercise.id, copy, now);
      replaceKnown(exercise.learnerFile, copy, stub);
    }
    keepStub(course, exercise, pristine);
    replaceKnown(exercise.stubFile, stub, pristine);
    copies[exercise.id] = newRecord(course, state, copies[exercise.id]);
  });
  return { ...change, ...noticeOf(notice) };
}

function leaveEdit(course: Course, exercise: Exercise): void {
  updateProgress(course.root, ({ copies }) => {
    const stub = readPlainFile(exercise.stubFile);
    const record = copies[exercise.id];
    if (stub !== undefined && record !== undefined) record.editLeft = hashOf(stub);
  });
}

/** `tsconfig.json` for the copies: an import of an exercise there means the copy. */
function makeCompilerOptions(course: Course): void {
  const file = join(course.root, "exercises", "tsconfig.json");
  if (existsSync(file)) return;
  const content = {
    extends: "../tsconfig.json",
    compilerOptions: { customConditions: [] },
    include: ["."],
  };
  createFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

function noticeOf(notice: string | undefined): { notice?: string } {
  return notice === undefined ? {} : { notice };
}
