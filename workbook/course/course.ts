// What a course is: the shapes that everything else speaks of.

/** A course on disk. Paths are absolute. */
export interface Course {
  root: string;
  /** Name of the course, from package.json. */
  name: string;
  version: string;
  /** In course order. */
  lessons: Lesson[];
}

export interface Lesson {
  /** Folder name, such as `01-threads`. */
  id: string;
  /** Two digits, such as `01`. */
  number: string;
  title: string;
  /** To read the page and run its demos. */
  minutes: number;
  /** Each a sitting, if the page has more than one. */
  sittings: readonly Sitting[];
  /** For all exercises together, if the page says so. */
  exerciseMinutes?: number;
  folder: string;
  /** The page, `README.md`. */
  pageFile: string;
  /** `quiz/NN-topic.md`, whether or not it exists. */
  quizFile: string;
  exercises: Exercise[];
  demos: Demo[];
}

/** A part of a page that is read in one go. */
export interface Sitting {
  /** Text of its `#` heading. */
  title: string;
  minutes: number;
  /** Its first screen, from 0. */
  screen: number;
}

export interface Exercise {
  /** File name without `.ts`, such as `join`. */
  name: string;
  /** `01-threads/join`: unique in the course, and what progress is filed under. */
  id: string;
  lessonId: string;
  /** `#exercise/01-threads/join.ts`: what its tests import. */
  specifier: string;
  stubFile: string;
  solutionFile: string;
  testFile: string;
  /** The learner's copy; it may not exist yet. */
  learnerFile: string;
}

export interface Demo {
  name: string;
  lessonId: string;
  file: string;
}

/** Something in the course itself is wrong; the message says what and where. */
export class CourseError extends Error {}
