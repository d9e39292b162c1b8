// Finds what a learner means by a few words: `02`, `2 mutex`, `02-locks/mutex`, `mutex`.

import type { Course, Demo, Exercise, Lesson } from "./course.ts";
import { findSimilar } from "./similar-name.ts";

/** Nothing in the course has that name; the message says what there is. */
export class NotInCourse extends Error {}

export interface Target {
  lesson: Lesson;
  exercise?: Exercise;
}

/** `02-locks/mutex` as `02-locks` and `mutex`. */
export function splitNames(words: readonly string[]): string[] {
  return words.flatMap((word) => word.split("/")).filter(Boolean);
}

/** What `words` name; undefined if there are none. Throws NotInCourse. */
export function findTarget(course: Course, words: string[]): Target | undefined {
  const [first, ...rest] = splitNames(words);
  if (first === undefined) return undefined;
  const second = rest.length > 0 ? rest.join("/") : undefined;
  const lesson = course.lessons.find((candidate) => isNamed(candidate, first));
  if (!lesson) {
    if (second !== undefined) throw noLesson(course, first);
    return findByExercise(course, first);
  }
  if (second === undefined) return { lesson };
  const name = withoutExtension(second);
  const exercise = lesson.exercises.find((candidate) => candidate.name === name);
  if (exercise) return { lesson, exercise };
  const names = lesson.exercises.map((candidate) => candidate.name);
  const unknown = `Lesson ${lesson.number} has no exercise \`${second}\``;
  throw notFound(unknown, name, names, `its exercises are ${names.join(", ") || "none yet"}`);
}

/** The lesson that `words` name without naming anything in it. */
export function findLessonAlone(course: Course, words: string[]): Lesson | undefined {
  const [first, second] = splitNames(words);
  if (first === undefined || second !== undefined) return undefined;
  return course.lessons.find((candidate) => isNamed(candidate, first));
}

/** The demo that `words` name: `01 coffee`, or `coffee` where one lesson has it. Throws NotInCourse. */
export function findDemo(course: Course, words: string[]): { lesson: Lesson; demo: Demo } {
  const [first = "", ...rest] = splitNames(words);
  const second = rest.length > 0 ? rest.join("/") : undefined;
  const lessons =
    second === undefined
      ? course.lessons
      : course.lessons.filter((candidate) => isNamed(candidate, first));
  if (lessons.length === 0) throw noLesson(course, first);
  const name = withoutExtension(second ?? first);
  for (const lesson of lessons) {
    const demo = lesson.demos.find((candidate) => candidate.name === name);
    if (demo) return { lesson, demo };
  }
  const names = lessons.flatMap(({ demos }) => demos.map((demo) => demo.name));
  const [lesson] = lessons;
  if (second !== undefined && lesson) {
    const unknown = `Lesson ${lesson.number} has no demo \`${second}\``;
    const elsewhere = course.lessons.filter(({ demos }) =>
      demos.some((demo) => demo.name === name),
    );
    const places = elsewhere.map(({ number }) => `\`${number} ${name}\``).join(" and ");
    if (places !== "") throw new NotInCourse(`${unknown}; there is ${places}.`);
    throw notFound(unknown, name, names, `its demos are ${names.join(", ") || "none yet"}`);
  }
  // The course has more than a sentence can hold.
  const all = "`npm start -- run` lists all demos";
  throw notFound(`There is no demo \`${name}\``, name, names, all);
}

function findByExercise(course: Course, word: string): Target {
  const name = withoutExtension(word);
  const found = course.lessons.flatMap((lesson) =>
    lesson.exercises
      .filter((exercise) => exercise.name === name)
      .map((exercise) => ({ lesson, exercise })),
  );
  const [only, another] = found;
  if (only && !another) return only;
  if (!only) throw noLesson(course, word);
  const places = found.map(({ exercise }) => `\`${exercise.id}\``).join(" and ");
  throw new NotInCourse(`There is more than one exercise \`${name}\`: say ${places}.`);
}

function isNamed(lesson: Lesson, word: string): boolean {
  return word === lesson.id || word.padStart(2, "0") === lesson.number;
}

function noLesson(course: Course, word: string): NotInCourse {
  const lessons = course.lessons.map(({ number, title }) => `${number} (${title})`).join(", ");
  const names = course.lessons.flatMap(({ id, exercises }) => [
    ...exercises.map(({ name }) => name),
    id,
  ]);
  const unknown = `There is no lesson or exercise \`${word}\``;
  return notFound(
    unknown,
    withoutExtension(word),
    names,
    `the lessons are ${lessons || "none yet"}`,
  );
}

/** @param known What there is, as a clause. */
function notFound(
  unknown: string,
  name: string,
  names: readonly string[],
  known: string,
): NotInCourse {
  const similar = findSimilar(name, names);
  const sentence = `${known.charAt(0).toUpperCase()}${known.slice(1)}.`;
  return new NotInCourse(
    similar === undefined
      ? `${unknown}; ${known}.`
      : `${unknown}. Did you mean \`${similar}\`? ${sentence}`,
  );
}

function withoutExtension(name: string): string {
  return name.replace(/\.ts$/i, "");
}
