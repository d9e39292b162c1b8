// Reads what is on the disk about a learner's copy, and how the texts stand to each other.

import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import type { Course, Exercise } from "../course/course.ts";
import type { CopyFacts } from "./copy-table.ts";
import { errorCode, explainSystemError, ProgressError } from "./errors.ts";
import { askGit } from "./git.ts";
import { keptStubFile } from "./paths.ts";
import type { CopyRecord } from "./shape.ts";

/** What a file holds. */
export interface Text {
  bytes: Buffer;
  /** SHA-256 in hexadecimal. */
  hash: string;
}

interface CopyFiles {
  /** The learner's file. */
  copy: Text | undefined;
  /** The stub's file as it is now. */
  stub: Text | undefined;
  /** The stub that the copy was made from, as far as we kept it. */
  kept: Text | undefined;
}

interface CopyTexts extends CopyFiles {
  record: CopyRecord | undefined;
  /** The stub as the course has it: as it is now, unless the learner edited or removed it. */
  pristine: Text;
  isStubEdited: boolean;
  /** Hash of the stub that the copy was made from; that of `pristine` where nobody knows. */
  baseHash: string;
}

/** What there is about one exercise now, read at one moment. */
export interface CopyState extends CopyTexts {
  course: Course;
  exercise: Exercise;
  facts: CopyFacts;
}

/** Asks git where the stub is not the one we know. Throws `ProgressError`. */
export function readCopy(course: Course, exercise: Exercise, record?: CopyRecord): CopyState {
  const files = readFiles(course, exercise);
  // The kept text outlives a lost progress file, and is written before the record.
  const knownHash = files.kept?.hash ?? record?.stubHash;
  const isAsKnown = files.stub !== undefined && files.stub.hash === knownHash;
  const original = isAsKnown ? undefined : findOriginal(course, exercise, files, record);
  const pristine = original ?? files.stub;
  if (pristine === undefined)
    throw new ProgressError(
      `The stub ${exercise.stubFile} is missing; restore it with git, or get the course again.`,
    );
  const isStubEdited = original !== undefined && files.stub !== undefined;
  const texts = { ...files, record, pristine, isStubEdited, baseHash: knownHash ?? pristine.hash };
  return { ...texts, course, exercise, facts: compare(texts) };
}

/** The facts where our own memory explains the stub, and git need not be asked; undefined elsewhere. */
export function readKnownFacts(
  course: Course,
  exercise: Exercise,
  record: CopyRecord | undefined,
): CopyFacts | undefined {
  const files = readFiles(course, exercise);
  const { stub, kept } = files;
  if (record === undefined || kept === undefined || kept.hash !== record.stubHash) return undefined;
  const known = { ...files, record, baseHash: kept.hash };
  if (stub === undefined) return compare({ ...known, pristine: kept, isStubEdited: false });
  if (stub.hash === record.editLeft)
    return compare({ ...known, pristine: kept, isStubEdited: true });
  if (stub.hash !== kept.hash && stub.hash !== record.toldAbout) return undefined;
  return compare({ ...known, pristine: stub, isStubEdited: false });
}

/**
 * Throws `ProgressError` for a symbolic link, a folder, or a file that cannot be read: what a link
 * points to is not ours to replace. Undefined if nothing is there.
 */
export function readText(file: string): Text | undefined {
  try {
    const found = lstatSync(file);
    if (found.isSymbolicLink()) throw refusal(file, "a symbolic link");
    if (found.isDirectory()) throw refusal(file, "a folder");
    if (!found.isFile()) throw refusal(file, "no plain file");
    return textOf(readFileSync(file));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw explainSystemError("read", file, error);
  }
}

export function textOf(bytes: Buffer): Text {
  return { bytes, hash: createHash("sha256").update(bytes).digest("hex") };
}

function readFiles({ root }: Course, { id, learnerFile, stubFile }: Exercise): CopyFiles {
  return {
    copy: readText(learnerFile),
    stub: readText(stubFile),
    kept: readText(keptStubFile(root, id)),
  };
}

/** The text that the stub had before the learner edited or removed it; undefined if it is there. */
function findOriginal(
  course: Course,
  exercise: Exercise,
  { stub, kept }: CopyFiles,
  record: CopyRecord | undefined,
): Text | undefined {
  const git = askGit(exercise.stubFile);
  // Git also calls a file changed when only its mode is.
  if (git.kind === "edited")
    return stub?.bytes.equals(git.committed) ? undefined : textOf(git.committed);
  if (git.kind === "as-committed") return undefined;
  // Without git: the course changes its stubs only together with its version.
  if (stub === undefined || record?.courseVersion === course.version) return kept;
  return undefined;
}

function compare({ record, copy, stub, pristine, isStubEdited, baseHash }: CopyTexts): CopyFacts {
  const hasTold = record?.toldAbout === pristine.hash;
  const isLeft = stub !== undefined && record?.editLeft === stub.hash;
  return {
    copy: copy === undefined ? "missing" : compareCopy(copy.hash, pristine.hash, baseHash),
    newer: baseHash === pristine.hash ? "no" : hasTold ? "told" : "yes",
    edit: !isStubEdited ? "no" : isLeft ? "left" : "yes",
  };
}

function compareCopy(copyHash: string, stubHash: string, baseHash: string): CopyFacts["copy"] {
  if (copyHash === stubHash) return "stub";
  return copyHash === baseHash ? "older-stub" : "own";
}

function refusal(file: string, what: string): ProgressError {
  return new ProgressError(
    `${file} is ${what}, and the workbook works with plain files alone; move it away and try again.`,
  );
}
