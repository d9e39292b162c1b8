// `list`: lessons, exercises, progress.

import { currentExercise, findNextStep, isPassed, type NextStep } from "../progress/next-step.ts";
import type { Context } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { countKnown } from "../session/quiz-progress.ts";
import { renderOverview } from "../views/overview.ts";

export async function list(context: Context): Promise<number> {
  const { course, terminal, options } = context;
  const progress = readLearnerProgress(context);
  const next = findNextStep(course, progress);
  const quizzes = await countKnown(course, progress);
  if (!options.json) {
    terminal.print(renderOverview({ course, progress, next, quizzes }, terminal));
    return 0;
  }
  const lessons = course.lessons.map((lesson) => ({
    id: lesson.id,
    number: lesson.number,
    title: lesson.title,
    minutes: lesson.minutes,
    sittings: lesson.sittings.map(({ title, minutes }) => ({ title, minutes })),
    exerciseMinutes: lesson.exerciseMinutes,
    read: progress.lessons[lesson.id]?.done ?? false,
    exercises: lesson.exercises.map(({ id, name }) => ({
      id,
      name,
      passed: isPassed(progress, id),
      checks: progress.exercises[id]?.checks ?? 0,
    })),
    demos: lesson.demos.map(({ name }) => name),
    quizTaken: progress.lessons[lesson.id]?.quizTaken ?? false,
    quiz: quizzes.get(lesson.id) ?? null,
  }));
  const current = currentExercise(course, progress)?.id ?? null;
  terminal.print(JSON.stringify({ lessons, current, next: describeStep(next) }, null, 2));
  return 0;
}

function describeStep(next: NextStep): Record<string, string> {
  switch (next.kind) {
    case "exercise":
      return { kind: next.kind, exercise: next.exercise.id };
    case "done":
      return { kind: next.kind };
    default:
      return { kind: next.kind, lesson: next.lesson.id };
  }
}
