// What was done of each lesson, on the first page.

import { isRelearning } from "../../quiz/schedule.ts";
import { find } from "./elements.ts";
import { readProgress } from "./kept-progress.ts";

export function showDone(row: HTMLElement): void {
  const { lesson = "", predictions = "", questions = "" } = row.dataset;
  const progress = readProgress();
  const isOfLesson = (id: string): boolean => id.startsWith(`${lesson}/`);
  const predicted = Object.keys(progress.predictions).filter(isOfLesson).length;
  const answered = Object.entries(progress.quiz).filter(([id]) => isOfLesson(id));
  const known = answered.filter(([, memory]) => !isRelearning(memory)).length;
  const passed = Object.entries(progress.exercises).filter(
    ([id, { passedAt }]) => isOfLesson(id) && passedAt !== undefined,
  ).length;
  const parts = [
    progress.lessons[lesson]?.done ? "read" : "",
    predicted > 0 ? `${predicted} of ${predictions} predicted` : "",
    passed > 0 ? `${passed} ${passed === 1 ? "exercise" : "exercises"} passed` : "",
    answered.length > 0 ? `${known} of ${questions} questions known` : "",
  ].filter((part) => part !== "");
  if (parts.length === 0) return;
  const done = find(row, "[data-done]");
  done.textContent = `Done: ${parts.join(", ")}`;
  done.hidden = false;
}
