// Finds out how a learner's copy, its stub and what we remember of them stand to each other.

import type { Course, Exercise } from "../course/course.ts";
import { hashOf, readPlainFile, writeOwnFile } from "./learner-files.ts";
import { keptStubFile } from "./paths.ts";
import { type CopyRecord, ProgressError } from "./progress.ts";
import { askGit } from "./stub-edits.ts";

/** What lies on the disk now, read at one moment. */
export interface State {
  record: CopyRecord | undefined;
  /** The learner's file. */
  copy: Buffer | undefined;
  /** The stub as it lies there. */
  stub: Buffer | undefined;
  /** The stub as the course has it: the same, unless the learner edited it. */
  pristine: Buffer;
  isStubEdited: boolean;
  /** Hash of the stub that the copy was made from. */
  baseHash: string | undefined;
}

/** Reads the files, and asks git where the stub is not the one we know. Throws `ProgressError`. */
export function inspect(course: Course, exercise: Exercise, record: CopyRecord | undefined): State {
  const copy = readPlainFile(exercise.learnerFile);
  const stub = readPlainFile(exercise.stubFile);
  const kept = readPlainFile(keptStubFile(course.root, exercise.id));
  // The kept text outlives a lost progress file, and is written before the record.
  const baseHash = kept === undefined ? record?.stubHash : hashOf(kept);
  const original = findOriginal(course, exercise, { record, stub, kept, baseHash });
  const pristine = original ?? stub;
  if (pristine === undefined)
    throw new ProgressError(
      `The stub ${exercise.stubFile} is missing; restore it with git, or get the course again.`,
    );
  const isStubEdited = original !== undefined && stub !== undefined;
  return { record, copy, stub, pristine, isStubEdited, baseHash };
}

/** The text that the stub had before the learner edited or removed it; undefined if it is there. */
function findOriginal(
  course: Course,
  exercise: Exercise,
  known: Pick<State, "record" | "stub" | "baseHash"> & { kept: Buffer | undefined },
): Buffer | undefined {
  const { record, stub, kept, baseHash } = known;
  if (stub !== undefined && hashOf(stub) === baseHash) return undefined;
  const git = askGit(exercise.stubFile);
  // Git also calls a file changed when only its mode is.
  if (git.kind === "edited") return stub?.equals(git.committed) ? undefined : git.committed;
  if (git.kind === "as-committed") return undefined;
  // Without git: the course changes its stubs only together with its version.
  if (stub === undefined || record?.courseVersion === course.version) return kept;
  return undefined;
}

/** Whether nothing has to be done or said: no lock is taken and nothing written then. */
export function isSettled(
  course: Course,
  exercise: Exercise,
  record: CopyRecord | undefined,
): boolean {
  const copy = readPlainFile(exercise.learnerFile);
  const stub = readPlainFile(exercise.stubFile);
  const kept = readPlainFile(keptStubFile(course.root, exercise.id));
  if (copy === undefined || record === undefined || kept === undefined) return false;
  if (hashOf(kept) !== record.stubHash) return false;
  if (stub === undefined) return true;
  const stubHash = hashOf(stub);
  if (stubHash === record.stubHash || stubHash === record.editLeft) return true;
  return stubHash === record.toldAbout && hashOf(copy) !== record.stubHash && !copy.equals(stub);
}

/** Unknown keys stay; what was said about an older stub is over. */
export function newRecord(
  course: Course,
  state: State,
  record: CopyRecord | undefined,
): CopyRecord {
  const { toldAbout: _, ...rest } = record ?? {};
  return { ...rest, stubHash: hashOf(state.pristine), courseVersion: course.version };
}

/** Remembers the stub's text, for the day that it is edited where git cannot tell. */
export function keepStub(course: Course, exercise: Exercise, pristine: Buffer): void {
  const file = keptStubFile(course.root, exercise.id);
  if (!readPlainFile(file)?.equals(pristine)) writeOwnFile(file, pristine);
}
