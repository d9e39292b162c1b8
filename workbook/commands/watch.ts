// `watch`: checks again on every save, and moves on when an exercise passes.

import { relative } from "node:path";
import { CheckCancelled, Checker } from "../checker/checker.ts";
import type { Exercise } from "../course/course.ts";
import { findNextStep, isPassed } from "../progress/next-step.ts";
import { span } from "../reader/span.ts";
import { renderNextStep } from "../views/overview.ts";
import { renderProse } from "../views/prose.ts";
import { type FileWatcher, watchFile } from "../watcher/watch-file.ts";
import { checkAndRecord, showVerdict } from "./check-one.ts";
import { chooseExercise } from "./choose-exercise.ts";
import type { Context } from "./context.ts";
import { hint } from "./hint.ts";
import { prepareCopy } from "./learner-copy.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** Ends with exit code 0 when the lesson's exercises have all passed, or when the learner leaves. */
export async function watch(context: Context): Promise<number> {
  const { course, terminal } = context;
  const { style } = terminal;
  let exercise: Exercise = chooseExercise(context);
  const checker = new Checker(course);
  checker.open();
  let leave = () => {};
  let fail: (error: unknown) => void = () => {};
  const left = new Promise<void>((resolve, reject) => {
    leave = resolve;
    fail = reject;
  });
  let running = new AbortController();
  let watcher: FileWatcher | undefined;
  let stopKeys = () => {};

  process.once("SIGINT", leave);
  try {
    begin().catch(fail);
    // Not after the first check: it may be in an endless loop when the learner leaves.
    await left;
  } finally {
    process.off("SIGINT", leave);
    stopKeys();
    watcher?.close();
    running.abort();
    await checker.close();
  }
  terminal.print(renderNextStep(findNextStep(course, readLearnerProgress(context)), terminal));
  return 0;

  async function begin(): Promise<void> {
    watcher?.close();
    // It may ask a question, and its keys are no commands of ours.
    stopKeys();
    await prepareCopy(exercise, { course, terminal });
    const file = span(relative(course.root, exercise.learnerFile), style.cyan);
    terminal.print(renderProse(["Watching ", file, ": every save is checked."], terminal));
    if (terminal.isInteractive) {
      terminal.print(style.dim("Enter: check again   h: hint   q: leave"));
      stopKeys = terminal.onKey(onKey);
    }
    watcher = watchFile(exercise.learnerFile, () => checkNow().catch(fail), {
      onEventsMissed: () => {
        const words = "File events do not arrive here, so the file is looked at instead.";
        terminal.print(renderProse([span(words, style.dim)], terminal));
      },
    });
    await checkNow();
  }

  /** A save during a check starts over; only the last one speaks. */
  async function checkNow(): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const checked = exercise;
    const wasPassed = isPassed(readLearnerProgress(context), checked.id);
    try {
      const verdict = await checkAndRecord(course, checked, checker, signal);
      if (signal.aborted) return;
      terminal.print(`\n${rule(checked.name)}`);
      showVerdict(verdict, checked, terminal);
      if (verdict.passed && !wasPassed) await moveOn(checked);
    } catch (error) {
      if (!(error instanceof CheckCancelled)) throw error;
    }
  }

  async function moveOn(done: Exercise): Promise<void> {
    const lesson = course.lessons.find(({ id }) => id === done.lessonId);
    const progress = readLearnerProgress(context);
    const next = lesson?.exercises.find(({ id }) => !isPassed(progress, id));
    if (!next) {
      leave();
      return;
    }
    exercise = next;
    terminal.print(`\n${style.bold(`On to ${next.name}.`)}`);
    await begin();
  }

  function rule(name: string): string {
    return style.dim(`── ${name} ${"─".repeat(Math.max(4, terminal.width - name.length - 4))}`);
  }

  function onKey(key: string): void {
    if (key === "q" || key === "escape" || key === "ctrl-c") leave();
    else if (key === "h") hint({ ...context, operands: [exercise.id], options: {} }).catch(fail);
    else if (key === "return" || key === "enter") checkNow().catch(fail);
  }
}
