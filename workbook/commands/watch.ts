// `watch`: checks again on every save, and moves on when an exercise passes.

import { relative } from "node:path";
import { CheckCancelled, Checker } from "../checker/checker.ts";
import type { Exercise } from "../course/course.ts";
import { findNextStep, isPassed } from "../progress/next-step.ts";
import { readProgress } from "../progress/progress.ts";
import { renderNextStep } from "../views/overview.ts";
import { type FileWatcher, watchFile } from "../watcher/watch-file.ts";
import { checkAndRecord, showVerdict } from "./check-one.ts";
import { chooseExercise } from "./choose-exercise.ts";
import type { Context } from "./context.ts";
import { hint } from "./hint.ts";
import { prepareCopy } from "./learner-copy.ts";

/** Ends with exit code 0 when the lesson's exercises have all passed, or when the learner leaves. */
export async function watch(context: Context): Promise<number> {
  const { course, terminal } = context;
  const { style } = terminal;
  const checker = new Checker(course);
  checker.open();
  let exercise: Exercise = chooseExercise(context);
  let leave = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  let running = new AbortController();
  let watcher: FileWatcher | undefined;

  process.once("SIGINT", leave);
  const stopKeys = terminal.isInteractive ? terminal.onKey(onKey) : () => {};
  try {
    await begin();
    await left;
  } finally {
    process.off("SIGINT", leave);
    stopKeys();
    watcher?.close();
    running.abort();
    await checker.close();
  }
  const { progress } = readProgress(course.root);
  terminal.print(renderNextStep(findNextStep(course, progress), style));
  return 0;

  async function begin(): Promise<void> {
    await prepareCopy(exercise, { course, terminal });
    const file = relative(course.root, exercise.learnerFile);
    terminal.print(`Watching ${style.cyan(file)}: every save is checked.`);
    if (terminal.isInteractive)
      terminal.print(style.dim("Enter: check again   h: hint   q: leave"));
    watcher?.close();
    watcher = watchFile(exercise.learnerFile, () => void checkNow(), {
      onEventsMissed: () =>
        terminal.print(
          style.dim("File events do not arrive here, so the file is looked at instead."),
        ),
    });
    await checkNow();
  }

  /** A save during a check starts over; only the last one speaks. */
  async function checkNow(): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const checked = exercise;
    const wasPassed = isPassed(readProgress(course.root).progress, checked.id);
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
    const { progress } = readProgress(course.root);
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
    else if (key === "h") void hint({ ...context, operands: [exercise.id], options: {} });
    else if (key === "return" || key === "enter") void checkNow();
  }
}
