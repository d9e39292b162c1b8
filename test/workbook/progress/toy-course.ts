// A course of one exercise in a temporary folder, its path with a space, for the tests beside it.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Course, Exercise } from "#workbook/course/course.ts";

export const firstStub = "// TODO: wait for the thread.\nexport function join() {}\n";

export interface ToyCourse {
  course: Course;
  exercise: Exercise;
}

/** Makes the folder; the caller removes `course.root`. */
export function makeToyCourse(): ToyCourse {
  const toy = toyCourseAt(mkdtempSync(join(tmpdir(), "toy course-")));
  write(toy.exercise.stubFile, firstStub);
  return toy;
}

/** The same course where it has been made already. */
export function toyCourseAt(root: string): ToyCourse {
  const id = "01-threads/join";
  const exercise: Exercise = {
    name: "join",
    id,
    lessonId: "01-threads",
    specifier: `#exercise/${id}.ts`,
    stubFile: join(root, "lessons", "01-threads", "exercises", "join.ts"),
    solutionFile: join(root, "solutions", "01-threads", "join.ts"),
    testFile: join(root, "test", "lessons", "01-threads", "join.test.ts"),
    learnerFile: join(root, "exercises", "01-threads", "join.ts"),
  };
  return { course: { root, name: "toy", version: "1.0.0", lessons: [] }, exercise };
}

export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

export function read(file: string): string {
  return readFileSync(file, "utf8");
}

/** Paths of all files under a folder, relative to it and with `/`; empty if there is no folder. */
export function filesUnder(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((path) => path.replaceAll("\\", "/"))
      .sort();
  } catch {
    return [];
  }
}

/** Commits everything there is, in a repository that it makes on first use. */
export function commitAll(root: string): void {
  const git = (...words: string[]) => execFileSync("git", words, { cwd: root, stdio: "pipe" });
  git("init", "--quiet");
  git("add", "lessons");
  const author = ["-c", "user.name=Toy", "-c", "user.email=toy@example.org"];
  git(...author, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Toy");
}

/** Removes a folder and what is in it. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
