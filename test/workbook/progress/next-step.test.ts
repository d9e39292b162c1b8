// Where a learner goes on: the first thing in course order that is not done.

import { describe, expect, test } from "vitest";
import { currentExercise, findNextStep } from "#workbook/progress/next-step.ts";
import { emptyProgress, type Progress } from "#workbook/progress/shape.ts";
import { sampleCourse } from "../sample-course.ts";

const course = sampleCourse([
  { id: "01-threads", exercises: ["join", "stop"], demos: [] },
  { id: "02-locks", exercises: ["mutex"], demos: [] },
]);
const passed = { passedAt: "2026-01-02T03:04:05.000Z", checks: 1, hintsShown: 0 };
const failed = { checks: 1, hintsShown: 0 };
const read = { screen: 0, done: true };
const everything: Partial<Progress> = {
  exercises: { "01-threads/join": passed, "01-threads/stop": passed, "02-locks/mutex": passed },
  lessons: {
    "01-threads": { ...read, quizTaken: true },
    "02-locks": { ...read, quizTaken: true },
  },
};

function after(progress: Partial<Progress>): Progress {
  return { ...emptyProgress(), ...progress };
}

function describeNext(progress: Partial<Progress>): string {
  const next = findNextStep(course, after(progress));
  if (next.kind === "done") return "done";
  return next.kind === "exercise"
    ? `exercise ${next.exercise.id}`
    : `${next.kind} ${next.lesson.id}`;
}

describe("the next step", () => {
  test.each<[string, Partial<Progress>, string]>([
    ["nothing is done", {}, "read 01-threads"],
    [
      "a lesson is half read",
      { lessons: { "01-threads": { screen: 2, done: false } } },
      "read 01-threads",
    ],
    ["a lesson is read", { lessons: { "01-threads": read } }, "exercise 01-threads/join"],
    [
      "an exercise was tried before the lesson was read",
      { exercises: { "01-threads/stop": failed } },
      "exercise 01-threads/join",
    ],
    [
      "only a hint was shown",
      { exercises: { "01-threads/join": { checks: 0, hintsShown: 1 } } },
      "read 01-threads",
    ],
    [
      "the first exercise has passed",
      { lessons: { "01-threads": read }, exercises: { "01-threads/join": passed } },
      "exercise 01-threads/stop",
    ],
    [
      "a later exercise has passed first",
      { lessons: { "01-threads": read }, exercises: { "01-threads/stop": passed } },
      "exercise 01-threads/join",
    ],
    [
      "all exercises of a lesson have passed",
      { exercises: { "01-threads/join": passed, "01-threads/stop": passed } },
      "quiz 01-threads",
    ],
    [
      "a quiz was begun and not finished",
      {
        ...everything,
        lessons: { ...everything.lessons, "01-threads": { ...read, quizTaken: false } },
      },
      "quiz 01-threads",
    ],
    [
      "the first lesson is done",
      {
        exercises: { "01-threads/join": passed, "01-threads/stop": passed },
        lessons: { "01-threads": { ...read, quizTaken: true } },
      },
      "read 02-locks",
    ],
    [
      "the second lesson was begun first",
      { current: "02-locks", lessons: { "02-locks": { screen: 1, done: false } } },
      "read 02-locks",
    ],
    [
      "an exercise in the middle of a lesson",
      {
        current: "02-locks/mutex",
        exercises: { "02-locks/mutex": failed },
        lessons: { "02-locks": { screen: 4, done: false } },
      },
      "read 02-locks",
    ],
    [
      "the last lesson, with the first left out",
      {
        current: "02-locks/mutex",
        exercises: { "02-locks/mutex": passed },
        lessons: { "02-locks": { ...read, quizTaken: true } },
      },
      "read 01-threads",
    ],
    ["everything is done", everything, "done"],
  ])("after %s", (_title, progress, expected) => {
    expect(describeNext(progress)).toBe(expected);
  });
});

describe("the current exercise", () => {
  test.each<[string, Partial<Progress>, string | undefined]>([
    ["the first, for a new learner", {}, "01-threads/join"],
    ["the one last worked on", { current: "02-locks/mutex" }, "02-locks/mutex"],
    [
      "the first that is not passed, once the one last worked on is",
      { current: "02-locks/mutex", exercises: { "02-locks/mutex": passed } },
      "01-threads/join",
    ],
    [
      "the first, where the one last worked on is gone",
      { current: "09-gone/gone" },
      "01-threads/join",
    ],
    ["the first of the lesson being read", { current: "02-locks" }, "02-locks/mutex"],
    ["none, when all have passed", everything, undefined],
  ])("is %s", (_title, progress, expected) => {
    expect(currentExercise(course, after(progress))?.id).toBe(expected);
  });
});
