// The course at a glance: lessons, exercises, what is done, what comes next.

import type { Course, Lesson } from "../course/course.ts";
import { isPassed, type NextStep } from "../progress/next-step.ts";
import type { Progress } from "../progress/shape.ts";
import { span } from "../reader/span.ts";
import { type Paper, renderProse, unbroken } from "./prose.ts";

export interface Overview {
  course: Course;
  progress: Progress;
  next: NextStep;
}

/** A block per lesson, and the next step under them. */
export function renderOverview({ course, progress, next }: Overview, paper: Paper): string {
  const blocks = course.lessons.map((lesson) => renderLesson(lesson, progress, next, paper));
  return [...blocks, renderNextStep(next, paper)].join("\n\n");
}

function renderLesson(lesson: Lesson, progress: Progress, next: NextStep, paper: Paper): string {
  const { style } = paper;
  const passed = lesson.exercises.filter(({ id }) => isPassed(progress, id)).length;
  const state = progress.lessons[lesson.id];
  const head = renderProse(
    [
      span(lesson.title, style.bold),
      "  ",
      span(`${lesson.minutes} min, ${passed} of ${lesson.exercises.length} exercises`, style.dim),
    ],
    paper,
    [span(`${lesson.number} `, style.bold)],
  );
  const rows = [
    row(state?.done ?? false, isNext(next, "read", lesson), "read", "the lesson", paper),
    ...lesson.exercises.map(({ id, name }) =>
      row(
        isPassed(progress, id),
        next.kind === "exercise" && next.exercise.id === id,
        name,
        tries(progress, id),
        paper,
      ),
    ),
    row(state?.quizTaken ?? false, isNext(next, "quiz", lesson), "quiz", quizScore(), paper),
  ];
  return [head, ...rows].join("\n");

  function quizScore(): string {
    const asked = Object.entries(progress.quiz).filter(([id]) => id.startsWith(`${lesson.id}/`));
    if (asked.length === 0) return "";
    const due = asked.filter(([, { box }]) => box < 2).length;
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
  { style }: Paper,
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

/** One sentence: what to do now, and the command for it. */
export function renderNextStep(next: NextStep, paper: Paper): string {
  const advise = (what: string, words: string) => {
    const command = unbroken(`npm start -- ${words}`, paper.style.cyan);
    return renderProse([`Next: ${what}: `, command], paper);
  };
  switch (next.kind) {
    case "read": {
      const { number, title } = next.lesson;
      return advise(`read lesson ${number}, ${title}`, `read ${number}`);
    }
    case "exercise": {
      const { name } = next.exercise;
      return advise(`exercise ${name}`, `watch ${next.lesson.number} ${name}`);
    }
    case "quiz": {
      const { number } = next.lesson;
      return advise(`the quiz of lesson ${number}`, `quiz ${number}`);
    }
    case "done":
      return renderProse(["Everything is done. The quizzes bring back what was hard."], paper);
  }
}
