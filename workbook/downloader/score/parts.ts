// Which parts of the downloader are the learner's own: those whose last check passed, unless more is asked for.

import { existsSync, readFileSync } from "node:fs";
import type { Course, Exercise, Lesson } from "../../course/course.ts";
import { CourseError } from "../../course/course.ts";
import { keptStubFile } from "../../progress/paths.ts";
import type { Progress } from "../../progress/progress.ts";

/** An exercise of the lesson, as far as the learner has got with it. */
export interface DownloaderPart {
  exercise: Exercise;
  /** `begun`: there is something of theirs, and its last check did not pass. */
  state: "passed" | "begun" | "untouched";
  /** Whether theirs takes part, and not ours. */
  isOwn: boolean;
}

/** What other parts import. */
export function specifierOf({ id }: Exercise): string {
  return `#solution/${id}.ts`;
}

/**
 * All exercises of the downloader's lesson, in order. Theirs takes part if it has passed, or if it
 * was begun and `withBegun` is set. Throws CourseError if there is no such lesson.
 */
export function listParts(
  course: Course,
  progress: Progress,
  withBegun: boolean,
): DownloaderPart[] {
  return findLesson(course).exercises.map((exercise) => {
    const state = findState(course.root, exercise, progress);
    return { exercise, state, isOwn: state === "passed" || (withBegun && state === "begun") };
  });
}

function findState(
  root: string,
  exercise: Exercise,
  { exercises }: Progress,
): DownloaderPart["state"] {
  if (!isEdited(root, exercise)) return "untouched";
  return exercises[exercise.id]?.lastVerdict?.kind === "passed" ? "passed" : "begun";
}

function findLesson({ lessons, root }: Course): Lesson {
  const lesson = lessons.find(({ id }) => id === "09-downloader");
  if (!lesson) throw new CourseError(`expected a lesson 09-downloader in ${root}, got none`);
  return lesson;
}

function isEdited(root: string, { id, learnerFile, stubFile }: Exercise): boolean {
  if (!existsSync(learnerFile)) return false;
  const text = readFileSync(learnerFile);
  // The stub that the copy was made from may be an older one.
  return ![stubFile, keptStubFile(root, id)].some(
    (file) => existsSync(file) && readFileSync(file).equals(text),
  );
}
