// The learner's copies: made from the stub, kept from then on, never written over.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Course, Exercise } from "#workbook/course/course.ts";
import { ensureCopy, leaveEdit, moveEdit, resetCopy } from "#workbook/progress/copies.ts";
import { keptStubFile, progressFile } from "#workbook/progress/paths.ts";
import { ProgressError, readProgress, updateProgress } from "#workbook/progress/progress.ts";
import { textOf } from "#workbook/progress/read-copy.ts";
import {
  commitAll,
  filesUnder,
  firstStub,
  makeToyCourse,
  read,
  remove,
  write,
} from "./toy-course.ts";

const mine = "// my own answer\n";
const newStub = "// TODO: a better stub.\n";
const edit = `${firstStub}// my answer, in the wrong place\n`;
const now = new Date(2026, 10, 21, 10, 15, 0);
let course: Course;
let exercise: Exercise;

beforeEach(() => {
  ({ course, exercise } = makeToyCourse());
});
afterEach(() => remove(course.root));

const ensure = () => ensureCopy(course, exercise);
const copy = () => read(exercise.learnerFile);
const backups = () => filesUnder(join(course.root, ".interleave", "backups"));
const record = () => readProgress(course.root).progress.copies[exercise.id];

/** The course as after an update. */
function updateCourse(stub: string): void {
  write(exercise.stubFile, stub);
  course = { ...course, version: "1.1.0" };
}

/** Takes up what is offered with the news of an edited stub. */
function move() {
  expect(ensure().status).toBe("stub-edited");
  return moveEdit(course, exercise, now);
}

describe("the first use of an exercise", () => {
  test("makes the copy, the compiler options, and remembers the stub", () => {
    expect(ensure()).toEqual({ status: "made" });
    expect(filesUnder(join(course.root, "exercises"))).toEqual([
      "01-threads/join.ts",
      "tsconfig.json",
    ]);
    expect(copy()).toBe(firstStub);
    expect(JSON.parse(read(join(course.root, "exercises", "tsconfig.json")))).toEqual({
      extends: "../tsconfig.json",
      compilerOptions: { customConditions: [] },
      include: ["."],
    });
    expect(read(keptStubFile(course.root, exercise.id))).toBe(firstStub);
    expect(record()).toEqual({
      stubHash: textOf(Buffer.from(firstStub)).hash,
      courseVersion: "1.0.0",
    });
  });

  test("keeps a file and compiler options that are there already", () => {
    write(exercise.learnerFile, mine);
    write(join(course.root, "exercises", "tsconfig.json"), "{}");
    expect(ensure().status).toBe("kept");
    expect(copy()).toBe(mine);
    expect(read(join(course.root, "exercises", "tsconfig.json"))).toBe("{}");
  });

  test("says so when the stub is not there", () => {
    remove(exercise.stubFile);
    expect(ensure).toThrow(ProgressError);
    expect(ensure).toThrow(`The stub ${exercise.stubFile} is missing`);
  });
});

describe("a copy whose stub is as it was", () => {
  test("is kept, edited or not, and nothing is written", () => {
    ensure();
    const before = read(progressFile(course.root));
    expect(ensure().status).toBe("kept");
    write(exercise.learnerFile, mine);
    expect(ensure().status).toBe("kept");
    expect(copy()).toBe(mine);
    expect(read(progressFile(course.root))).toBe(before);
  });

  test("is made again when the learner removed it", () => {
    ensure();
    remove(join(course.root, "exercises"));
    expect(ensure().status).toBe("made");
    expect(copy()).toBe(firstStub);
  });

  test("is kept when the progress is lost, and its origin is still known", () => {
    ensure();
    write(exercise.learnerFile, mine);
    write(progressFile(course.root), "lost");
    const result = ensure();
    expect(result.status).toBe("kept");
    expect(result.notice).toContain("cannot be used");
    updateCourse(newStub);
    expect(ensure().status).toBe("stub-changed");
    expect(copy()).toBe(mine);
  });

  test("is kept when the stub is gone", () => {
    ensure();
    remove(exercise.stubFile);
    expect(ensure().status).toBe("kept");
  });
});

describe("after an update that changed the stub", () => {
  test("an unedited copy is replaced in silence", () => {
    commitAll(course.root);
    ensure();
    updateCourse(newStub);
    commitAll(course.root);
    expect(ensure().status).toBe("refreshed");
    expect(copy()).toBe(newStub);
    expect(read(keptStubFile(course.root, exercise.id))).toBe(newStub);
    expect(ensure().status).toBe("kept");
    expect(backups()).toEqual([]);
  });

  test("an unedited copy is backed up if no git can tell that its words are the course's", () => {
    ensure();
    updateCourse(newStub);
    expect(ensureCopy(course, exercise, now).status).toBe("refreshed");
    expect(backups()).toEqual(["2026-11-21T10-15-00/01-threads/join.ts"]);
  });

  test("an edited copy stays, and that is said once for each change", () => {
    ensure();
    write(exercise.learnerFile, mine);
    updateCourse(newStub);
    expect([ensure().status, ensure().status]).toEqual(["stub-changed", "kept"]);
    updateCourse("// a third stub\n");
    expect([ensure().status, ensure().status]).toEqual(["stub-changed", "kept"]);
    expect(copy()).toBe(mine);
  });

  test("an edited copy stays, and that is said once, when the old stub's text is lost", () => {
    ensure();
    write(exercise.learnerFile, mine);
    remove(join(course.root, ".interleave", "stubs"));
    updateCourse(newStub);
    expect([ensure().status, ensure().status]).toEqual(["stub-changed", "kept"]);
    expect(copy()).toBe(mine);
  });

  test("an edited copy that the learner turned back into its old stub is replaced", () => {
    ensure();
    write(exercise.learnerFile, mine);
    updateCourse(newStub);
    ensure();
    write(exercise.learnerFile, firstStub);
    expect(ensure().status).toBe("refreshed");
    expect(copy()).toBe(newStub);
  });

  test("keys of the record that this workbook does not know are kept", () => {
    ensure();
    const mood = { mood: "good" };
    updateProgress(course.root, ({ copies }) => Object.assign(copies[exercise.id] ?? {}, mood));
    updateCourse(newStub);
    expect(ensure().status).toBe("refreshed");
    expect(record()).toMatchObject({ ...mood, courseVersion: "1.1.0" });
  });

  test("a copy refreshed by a run that died before it wrote that down is not asked about", () => {
    ensure();
    updateCourse(newStub);
    write(exercise.learnerFile, newStub);
    expect(ensure().status).toBe("refreshed");
    expect(ensure().status).toBe("kept");
  });
});

describe.each(["with git", "without git"])("a stub edited by mistake, %s", (setting) => {
  const hasGit = setting === "with git";
  beforeEach(() => {
    if (hasGit) commitAll(course.root);
  });

  test("is said until the edit is moved; then the stub is as it was", () => {
    ensure();
    write(exercise.stubFile, edit);
    expect(ensure().status).toBe("stub-edited");
    expect(ensure().status).toBe("stub-edited");
    expect(copy()).toBe(firstStub);
    expect(move()).toEqual({});
    expect(copy()).toBe(edit);
    expect(read(exercise.stubFile)).toBe(firstStub);
    expect(backups()).toEqual([]);
    expect(ensure().status).toBe("kept");
  });

  test("moves after a backup when the copy has been edited differently", () => {
    ensure();
    write(exercise.learnerFile, mine);
    write(exercise.stubFile, edit);
    const { backup } = move();
    expect(backups()).toEqual(["2026-11-21T10-15-00/01-threads/join.ts"]);
    expect(read(backup ?? "")).toBe(mine);
    expect(copy()).toBe(edit);
    expect(read(exercise.stubFile)).toBe(firstStub);
  });

  test("is finished by a second move when the first died half-way", () => {
    ensure();
    write(exercise.stubFile, edit);
    write(exercise.learnerFile, edit);
    move();
    expect([copy(), read(exercise.stubFile)]).toEqual([edit, firstStub]);
    expect(backups()).toEqual([]);
  });

  test("is not mentioned again once the learner leaves it there, until it changes", () => {
    ensure();
    write(exercise.stubFile, edit);
    expect(ensure().status).toBe("stub-edited");
    leaveEdit(course, exercise);
    expect(ensure().status).toBe("kept");
    expect(read(exercise.stubFile)).toBe(edit);
    write(exercise.stubFile, `${edit}// more\n`);
    expect(ensure().status).toBe("stub-edited");
  });

  test("does not get into the copy by a reset", () => {
    ensure();
    write(exercise.stubFile, edit);
    resetCopy(course, exercise, now);
    expect([copy(), read(exercise.stubFile)]).toEqual([firstStub, edit]);
  });
});

describe("what git knows", () => {
  test("is no edit when only the stub's mode differs", () => {
    commitAll(course.root);
    chmodSync(exercise.stubFile, 0o755);
    expect(ensure().status).toBe("made");
  });

  test("shows an edit before the first copy, which is made from the stub as committed", () => {
    commitAll(course.root);
    write(exercise.stubFile, edit);
    expect(ensure().status).toBe("stub-edited");
    expect(copy()).toBe(firstStub);
    move();
    expect([copy(), read(exercise.stubFile)]).toEqual([edit, firstStub]);
  });

  test("tells an update without a new version from an edit", () => {
    commitAll(course.root);
    ensure();
    write(exercise.stubFile, newStub);
    commitAll(course.root);
    expect(ensure().status).toBe("refreshed");
  });

  test("restores the stub of the update when an edit came after it", () => {
    commitAll(course.root);
    ensure();
    write(exercise.learnerFile, mine);
    write(exercise.stubFile, newStub);
    commitAll(course.root);
    write(exercise.stubFile, edit);
    const { backup } = move();
    expect(read(backup ?? "")).toBe(mine);
    expect([copy(), read(exercise.stubFile)]).toEqual([edit, newStub]);
    expect(ensure().status).toBe("kept");
  });
});

describe("a reset", () => {
  test("moves the file to a dated backup and writes the stub anew", () => {
    ensure();
    write(exercise.learnerFile, mine);
    const backup = join(course.root, ".interleave/backups/2026-11-21T10-15-00/01-threads/join.ts");
    expect(resetCopy(course, exercise, now)).toEqual({ backup });
    expect([read(backup), copy()]).toEqual([mine, firstStub]);
    expect(filesUnder(join(course.root, "exercises"))).toEqual([
      "01-threads/join.ts",
      "tsconfig.json",
    ]);
  });

  test("never writes over an older backup", () => {
    ensure();
    for (const text of ["one", "two", "three"]) {
      write(exercise.learnerFile, text);
      resetCopy(course, exercise, now);
    }
    const folder = join(course.root, ".interleave", "backups", "2026-11-21T10-15-00");
    const kept = [folder, `${folder}-2`, `${folder}-3`].map((each) =>
      join(each, "01-threads/join.ts"),
    );
    expect(kept.map(read)).toEqual(["one", "two", "three"]);
  });

  test("keeps bytes that are no text", () => {
    ensure();
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0xd8]);
    writeFileSync(exercise.learnerFile, bytes);
    const { backup } = resetCopy(course, exercise, now);
    expect(readFileSync(backup ?? "").equals(bytes)).toBe(true);
  });

  test("takes the stub of an update, and without a copy it has nothing to back up", () => {
    ensure();
    write(exercise.learnerFile, mine);
    updateCourse(newStub);
    expect(ensure().status).toBe("stub-changed");
    remove(exercise.learnerFile);
    expect(resetCopy(course, exercise, now)).toEqual({});
    expect(copy()).toBe(newStub);
    expect(ensure().status).toBe("kept");
  });
});

describe("a copy that is no plain file", () => {
  test("is refused when it is a symbolic link, and what it points to stays", () => {
    const target = join(course.root, "elsewhere.ts");
    write(target, mine);
    mkdirSync(join(course.root, "exercises", "01-threads"), { recursive: true });
    symlinkSync(target, exercise.learnerFile);
    const sentence = `${exercise.learnerFile} is a symbolic link, and the workbook works with plain files alone; move it away and try again.`;
    expect(ensure).toThrow(sentence);
    expect(() => resetCopy(course, exercise, now)).toThrow(sentence);
    expect(read(target)).toBe(mine);
  });

  test("is refused when it is a folder", () => {
    mkdirSync(exercise.learnerFile, { recursive: true });
    expect(ensure).toThrow(`${exercise.learnerFile} is a folder`);
    expect(() => resetCopy(course, exercise, now)).toThrow(ProgressError);
    expect(existsSync(exercise.learnerFile)).toBe(true);
  });

  test("cannot be made where a file has the folder's name", () => {
    write(join(course.root, "exercises"), "a file");
    expect(ensure).toThrow(ProgressError);
  });
});
