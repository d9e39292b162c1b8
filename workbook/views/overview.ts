// The course at a glance: lessons, exercises, what is done, what comes next.

import type { ChalkInstance } from "chalk";
import type { Course, Lesson } from "../course/course.ts";
import { isPassed, type NextStep } from "../progress/next-step.ts";
import type { Progress } from "../progress/shape.ts";

export interface Overview {
  course: Course;
  progress: Progress;
  next: NextStep;
}

/** A block per lesson, and the next step under them. */
export function renderOverview({ course, progress, next }: Overview, style: ChalkInstance): string {
  const blocks = course.lessons.map((lesson) => renderLesson(lesson, progress, next, style));
  return [...blocks, renderNextStep(next, style)].join("\n\n");
}

function renderLesson(
  lesson: Lesson,
  progress: Progress,
  next: NextStep,
  style: ChalkInstance,
): string {
  const passed = lesson.exercises.filter(({ id }) => isPassed(progress, id)).length;
  const state = progress.lessons[lesson.id];
  const head = `${style.bold(`${lesson.number} ${lesson.title}`)}  ${style.dim(`${lesson.minutes} min, ${passed} of ${lesson.exercises.length} exercises`)}`;
  const rows = [
    row(state?.done ?? false, isNext(next, "read", lesson), "read", "the lesson", style),
    ...lesson.exercises.map(({ id, name }) =>
      row(
        isPassed(progress, id),
        next.kind === "exercise" && next.exercise.id === id,
        name,
        tries(progress, id),
        style,
      ),
    ),
    row(state?.quizTaken ?? false, isNext(next, "quiz", lesson), "quiz", quizScore(), style),
  ];
  return [head, ...rows].join("\n");

  function quizScore(): string {
    const asked = Object.entries(progress.quiz).filter(([id]) => id.startsWith(`${lesson.id}/`));
    if (asked.length === 0) return "";
    const due = asked.filter(([, { box }]) => box === 0).length;
    return due === 0 ? "all right so far" : `${due} to come back to`;
  }
}

function isNext(next: NextStep, kind: "read" | "quiz", lesson: Lesson): boolean {
  return next.kind === kind && next.lesson.id === lesson.id;
}

function row(
  isDone: boolean,
  isCurrent: boolean,
  name: string,
  note: string,
  style: ChalkInstance,
): string {
  const mark = isDone ? style.green("✓") : isCurrent ? style.yellow("▸") : "·";
  const label = isCurrent ? style.bold(name) : name;
  const gap = " ".repeat(Math.max(1, 16 - name.length));
  return `  ${mark} ${label}${note ? `${gap}${style.dim(note)}` : ""}`;
}

function tries(progress: Progress, id: string): string {
  const entry = progress.exercises[id];
  if (!entry || entry.checks === 0) return "";
  return entry.checks === 1 ? "1 check" : `${entry.checks} checks`;
}

/** One line: what to do now, and the command for it. */
export function renderNextStep(next: NextStep, style: ChalkInstance): string {
  const command = (words: string) => style.cyan(`npm start -- ${words}`);
  switch (next.kind) {
    case "read":
      return `Next: read lesson ${next.lesson.number}, ${next.lesson.title}: ${command(`read ${next.lesson.number}`)}`;
    case "exercise":
      return `Next: exercise ${next.exercise.name}: ${command(`watch ${next.lesson.number} ${next.exercise.name}`)}`;
    case "quiz":
      return `Next: the quiz of lesson ${next.lesson.number}: ${command(`quiz ${next.lesson.number}`)}`;
    case "done":
      return "Everything is done. The quizzes bring back what was hard.";
  }
}
