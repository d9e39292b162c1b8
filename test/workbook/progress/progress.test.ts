// The progress file: what it keeps, what it survives, what it says when it cannot.

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { progressFile, progressFolder } from "#workbook/progress/paths.ts";
import {
  emptyProgress,
  exerciseProgress,
  type Progress,
  ProgressError,
  readProgress,
  updateProgress,
} from "#workbook/progress/progress.ts";
import { read, remove, write } from "./toy-course.ts";

const at = "2026-11-21T10:15:00.000Z";
const now = () => new Date(2026, 10, 21, 10, 15, 0);
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "some progress-"));
});
afterEach(() => remove(root));

function pass(id: string) {
  return updateProgress(root, (progress) => {
    exerciseProgress(progress, id).passedAt = at;
  });
}

describe("a progress file", () => {
  test("is not made by reading", () => {
    expect(readProgress(root)).toEqual({ progress: emptyProgress() });
    expect(readdirSync(root)).toEqual([]);
  });

  test("keeps what an update changed", () => {
    updateProgress(root, (progress) => {
      exerciseProgress(progress, "01-threads/join").checks += 1;
      progress.lessons["01-threads"] = { screen: 2, done: false };
      progress.predictions["01-threads/coffee"] = { chosen: 1, right: true, at };
      progress.quiz["01-threads/what-waits"] = { box: 1, right: 1, wrong: 0, lastAt: at };
      progress.current = "01-threads/join";
    });
    expect(readProgress(root).progress).toEqual({
      ...emptyProgress(),
      exercises: { "01-threads/join": { checks: 1, hintsShown: 0 } },
      lessons: { "01-threads": { screen: 2, done: false } },
      predictions: { "01-threads/coffee": { chosen: 1, right: true, at } },
      quiz: { "01-threads/what-waits": { box: 1, right: 1, wrong: 0, lastAt: at } },
      current: "01-threads/join",
    });
  });

  test("is alone in its folder after an update", () => {
    pass("01-threads/join");
    expect(readdirSync(progressFolder(root))).toEqual(["progress.json"]);
  });

  test("keeps keys that this workbook does not know, at every depth", () => {
    const unknown = { exercises: { x: { checks: 1, hintsShown: 0, mood: "good" } }, theme: ["a"] };
    write(progressFile(root), JSON.stringify({ version: 1, ...unknown }));
    pass("01-threads/join");
    expect(JSON.parse(read(progressFile(root)))).toMatchObject(unknown);
  });

  test("has the type that its shape says", () => {
    expectTypeOf<Progress["copies"]>().toEqualTypeOf<
      Record<
        string,
        { stubHash: string; courseVersion?: string; toldAbout?: string; editLeft?: string }
      >
    >();
    expectTypeOf<Progress["current"]>().toEqualTypeOf<string | undefined>();
  });

  test("is untouched when the change throws, and can be updated afterwards", () => {
    pass("a/b");
    const before = read(progressFile(root));
    const failing = () =>
      updateProgress(root, (progress) => {
        progress.exercises = {};
        throw new Error("changed my mind");
      });
    expect(failing).toThrow("changed my mind");
    expect(read(progressFile(root))).toBe(before);
    pass("a/c");
    expect(Object.keys(readProgress(root).progress.exercises)).toEqual(["a/b", "a/c"]);
  });

  test("refuses what it could not read again", () => {
    const saveNotANumber = () =>
      updateProgress(root, (progress) => {
        exerciseProgress(progress, "a/b").checks = Number.NaN;
      });
    expect(saveNotANumber).toThrow("at exercises › a/b › checks it has null in place of a number");
    expect(existsSync(progressFile(root))).toBe(false);
  });
});

describe("an unfit progress file", () => {
  const corrupt: [string, string, string][] = [
    ["half a file", '{"version":1,"exercises":{"01-thr', "it is not JSON"],
    ["an empty file", "", "it is not JSON"],
    ["a list", "[]", "it is not a JSON object"],
    ["a file without a version", "{}", "it has no version"],
    ["a slot of the wrong kind", '{"version":1,"exercises":[]}', "at exercises it has no object"],
  ];

  test.each(corrupt)("is set aside and said so: %s", (_name, text, fault) => {
    write(progressFile(root), text);
    const aside = `${progressFile(root)}.corrupt-2026-11-21T10-15-00`;
    const answer = readProgress(root, { now });
    expect(answer.progress).toEqual(emptyProgress());
    expect(answer.notice).toBe(
      `The progress file ${progressFile(root)} cannot be used (${fault}); it is kept as ${aside}, and the workbook starts fresh.`,
    );
    expect(read(aside)).toBe(text);
    expect(readProgress(root)).toEqual({ progress: emptyProgress() });
  });

  test("is set aside by an update too, which then keeps its change", () => {
    write(progressFile(root), "?");
    expect(pass("a/b").notice).toContain("cannot be used");
    expect(readProgress(root).progress.exercises["a/b"]?.passedAt).toBe(at);
  });

  test("of a newer version is set aside under a name of its own", () => {
    write(progressFile(root), '{"version":2,"exercises":"somewhere else"}');
    const answer = readProgress(root, { now });
    const aside = `${progressFile(root)}.newer-2026-11-21T10-15-00`;
    expect(answer.notice).toContain("was written by a newer workbook (format 2)");
    expect(answer.notice).toContain(aside);
    expect(read(aside)).toContain("somewhere else");
  });

  test("never takes the place of an earlier one", () => {
    for (const text of ["first", "second", "third"]) {
      write(progressFile(root), text);
      readProgress(root, { now });
    }
    const aside = `${progressFile(root)}.corrupt-2026-11-21T10-15-00`;
    expect([aside, `${aside}-2`, `${aside}-3`].map(read)).toEqual(["first", "second", "third"]);
  });
});

describe("a folder that cannot be written", () => {
  /** The superuser may write anywhere, so such a run steps down to nobody meanwhile. */
  function withoutPrivileges<T>(work: () => T): T {
    const isSuperuser = process.geteuid?.() === 0;
    if (isSuperuser) process.seteuid?.(65_534);
    try {
      return work();
    } finally {
      if (isSuperuser) process.seteuid?.(0);
    }
  }

  test("is one sentence, and reading still works", () => {
    pass("a/b");
    chmodSync(root, 0o755);
    chmodSync(progressFolder(root), 0o555);
    withoutPrivileges(() => {
      expect(() => pass("a/c")).toThrow(ProgressError);
      expect(() => pass("a/c")).toThrow(
        `Cannot write ${progressFolder(root)}: the file or its folder is read-only; make it writable and try again.`,
      );
      expect(readProgress(root).progress.exercises["a/b"]?.passedAt).toBe(at);
    });
    chmodSync(progressFolder(root), 0o755);
  });

  test("with a corrupt file is a notice to a reader", () => {
    write(progressFile(root), "?");
    chmodSync(root, 0o755);
    chmodSync(progressFolder(root), 0o555);
    const answer = withoutPrivileges(() => readProgress(root));
    expect(answer.progress).toEqual(emptyProgress());
    expect(answer.notice).toContain("(it is not JSON), and it could not be moved aside: Cannot");
    expect(read(progressFile(root))).toBe("?");
    chmodSync(progressFolder(root), 0o755);
  });

  test("because a file has its name is one sentence", () => {
    write(progressFolder(root), "a file");
    expect(() => pass("a/b")).toThrow("a file lies where a folder belongs");
  });

  test("because the progress file is a folder: it is set aside like any unfit one", () => {
    mkdirSync(progressFile(root), { recursive: true });
    expect(pass("a/b").notice).toContain("it is a folder");
    expect(readProgress(root).progress.exercises["a/b"]?.passedAt).toBe(at);
  });
});
