// Makes and keeps the learner's copies of the stubs, and never writes over what they wrote.

import type { Course, Exercise } from "../course/course.ts";
import { type CopyAction, type CopyStatus, decide } from "./copy-table.ts";
import { type CopyRecord, readProgress, updateProgress } from "./progress.ts";
import { type CopyState, readCopy, readKnownFacts } from "./read-copy.ts";
import {
  backUp,
  makeCompilerOptions,
  putInPlace,
  rememberStub,
  replaceText,
} from "./write-copy.ts";

/** `notice` is about the progress file, as in `readProgress`. */
export interface CopyResult {
  status: CopyStatus;
  notice?: string | undefined;
}

/** `backup` is where the learner's earlier file is now, if there was one to keep. */
export interface CopyChange {
  backup?: string | undefined;
  notice?: string | undefined;
}

/**
 * Makes sure that the learner's copy of an exercise is there, and up to date if unedited. Takes no
 * lock where nothing has to be done. Throws `ProgressError` if the copy is a link or a folder, or cannot be written.
 */
export function ensureCopy(course: Course, exercise: Exercise, now = new Date()): CopyResult {
  const { progress, notice } = readProgress(course.root);
  makeCompilerOptions(course.root);
  const facts = readKnownFacts(course, exercise, progress.copies[exercise.id]);
  if (facts && decide(facts).status === "kept") return { status: "kept", notice };
  let status: CopyStatus = "kept";
  const update = changeCopy(course, exercise, (state) => {
    const decision = decide(state.facts);
    status = decision.status;
    return carryOut(decision.action, state, now);
  });
  return { status, notice: notice ?? update.notice };
}

/**
 * Puts the stub in place of the learner's file, which moves to a dated backup folder.
 * The backup is on the disk before the stub takes its name. Throws as `ensureCopy`.
 */
export function resetCopy(course: Course, exercise: Exercise, now = new Date()): CopyChange {
  makeCompilerOptions(course.root);
  let backup: string | undefined;
  const { notice } = changeCopy(course, exercise, (state) => {
    backup = backUp(state, now);
    replaceText(exercise.learnerFile, state.copy, state.pristine);
    return rememberStub(state);
  });
  return { backup, notice };
}

/**
 * Moves the learner's edit of the stub into their copy and restores the stub, if it is edited still.
 * The edit is in the copy before the stub is restored: a crash between repeats it. Throws as `ensureCopy`.
 */
export function moveEdit(course: Course, exercise: Exercise, now = new Date()): CopyChange {
  let backup: string | undefined;
  const { notice } = changeCopy(course, exercise, (state) => {
    const { copy, stub, pristine } = state;
    if (!state.isStubEdited || stub === undefined) return undefined;
    if (copy?.hash !== stub.hash) backup = putInPlace(stub, state, now);
    const record = rememberStub(state);
    replaceText(exercise.stubFile, stub, pristine);
    return record;
  });
  return { backup, notice };
}

/** Leaves the learner's edit in the stub and stops mentioning it. Throws as `ensureCopy`. */
export function leaveEdit(course: Course, exercise: Exercise): void {
  changeCopy(
    course,
    exercise,
    ({ record, stub }) => stub && record && { ...record, editLeft: stub.hash },
  );
}

/** Lets `work` change what is on the disk, with other terminals kept out, and keeps the record it returns. */
function changeCopy(
  course: Course,
  exercise: Exercise,
  work: (state: CopyState) => CopyRecord | undefined,
) {
  return updateProgress(course.root, ({ copies }) => {
    const record = work(readCopy(course, exercise, copies[exercise.id]));
    if (record) copies[exercise.id] = record;
  });
}

/** Returns what to remember. The files come first: after a crash in between, they are judged anew. */
function carryOut(action: CopyAction, state: CopyState, now: Date): CopyRecord {
  const ofOlderStub = { ...state.record, stubHash: state.baseHash };
  switch (action) {
    case "put-stub":
      putInPlace(state.pristine, state, now);
      return rememberStub(state);
    case "remember":
      return rememberStub(state);
    case "tell":
      return { ...ofOlderStub, toldAbout: state.pristine.hash };
    case "leave":
      return ofOlderStub;
  }
}
