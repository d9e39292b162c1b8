// Finds what a learner means by a few words: `02`, `2 mutex`, `02-locks/mutex`, `mutex`.

import type { Course, Demo, Exercise, Lesson } from "./course.ts";

/** Nothing in the course has that name; the message says what there is. */
export class NotInCourse extends Error {}

export interface Target {
  lesson: Lesson;
  exercise?: Exercise;
}

/** What `words` name; undefined if there are none. Throws NotInCourse. */
export function findTarget(course: Course, words: string[]): Target | undefined {
  const [first, ...rest] = words.flatMap((word) => word.split("/")).filter(Boolean);
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
  const names = lesson.exercises.map((candidate) => candidate.name).join(", ");
  throw new NotInCourse(
    `Lesson ${lesson.number} has no exercise \`${second}\`; its exercises are ${names || "none yet"}.`,
  );
}

/** The demo that `words` name: `01 coffee`, or `coffee` where one lesson has it. Throws NotInCourse. */
export function findDemo(course: Course, words: string[]): { lesson: Lesson; demo: Demo } {
  const [first = "", ...rest] = words.flatMap((word) => word.split("/")).filter(Boolean);
  const second = rest.length > 0 ? rest.join("/") : undefined;
  const lessons =
    second === undefined
      ? course.lessons
      : course.lessons.filter((candidate) => isNamed(candidate, first));
  if (lessons.length === 0) throw noLesson(course, first);
  if (second === undefined) {
    const lesson = course.lessons.find((candidate) => isNamed(candidate, first));
    if (lesson)
      throw new NotInCourse(`Which demo of lesson ${lesson.number}? ${listDemos([lesson])}.`);
  }
  const name = withoutExtension(second ?? first);
  for (const lesson of lessons) {
    const demo = lesson.demos.find((candidate) => candidate.name === name);
    if (demo) return { lesson, demo };
  }
  throw new NotInCourse(`There is no demo \`${name}\`; there are ${listDemos(lessons)}.`);
}

function listDemos(lessons: Lesson[]): string {
  const known = lessons.flatMap((lesson) =>
    lesson.demos.map((demo) => `\`${lesson.number} ${demo.name}\``),
  );
  return known.join(", ") || "none yet";
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
  return new NotInCourse(
    `There is no lesson or exercise \`${word}\`; the lessons are ${lessons || "none yet"}.`,
  );
}

function withoutExtension(name: string): string {
  return name.replace(/\.ts$/, "");
}
