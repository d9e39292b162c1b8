// How far a learner is with the questions of each lesson.

import type { Course } from "../course/course.ts";
import type { Progress } from "../progress/shape.ts";
import { listQuestions } from "../quiz/list-questions.ts";
import { isRelearning } from "../quiz/schedule.ts";
import type { QuizProgress } from "../views/overview.ts";

/** By lesson id; a lesson without a quiz has none. */
export async function countKnown(
  { lessons }: Course,
  { quiz }: Progress,
): Promise<ReadonlyMap<string, QuizProgress>> {
  const counts = new Map<string, QuizProgress>();
  for (const lesson of lessons) {
    const questions = await listQuestions(lesson);
    if (!questions) continue;
    const memories = questions.flatMap((id) => quiz[id] ?? []);
    const comingBack = memories.filter(isRelearning).length;
    const known = memories.length - comingBack;
    counts.set(lesson.id, { questions: questions.length, known, comingBack });
  }
  return counts;
}
