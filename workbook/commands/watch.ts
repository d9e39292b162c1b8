// `watch`: checks again on every save; after a pass it asks where to go, or moves on where nobody can be asked.

import { relative } from "node:path";
import { CheckCancelled, Checker } from "../checker/checker.ts";
import type { Exercise } from "../course/course.ts";
import type { Recording } from "../explorer/trace/recording.ts";
import { findNextStep, isPassed } from "../progress/next-step.ts";
import { span } from "../reader/span.ts";
import { renderNextStep } from "../views/overview.ts";
import { renderProse, unbroken } from "../views/prose.ts";
import { type FileWatcher, watchFile } from "../watcher/watch-file.ts";
import { checkAndRecord, showVerdict } from "./check-one.ts";
import { chooseExercise } from "./choose-exercise.ts";
import type { Context } from "./context.ts";
import { hint } from "./hint.ts";
import { prepareCopy } from "./learner-copy.ts";
import { readLearnerProgress } from "./learner-progress.ts";
import { replay } from "./replay.ts";
import { solution } from "./solution.ts";

/** Where the learner goes from an exercise: on in the lesson, or back to where they came from. */
export type Departure = "read" | "leave";

/** Ends with exit code 0 when the lesson's exercises have all passed, or when the learner leaves. */
export async function watch(context: Context): Promise<number> {
  const { course, terminal } = context;
  const { departure, exercise } = await watchExercises(context);
  if (departure === "read") {
    const { read } = await import("./read.ts");
    return read({ ...context, operands: [exercise.lessonId], options: {} });
  }
  terminal.print(renderNextStep(findNextStep(course, readLearnerProgress(context)), terminal));
  return 0;
}

/**
 * Checks every save until the learner goes. Returns the exercise they were at last.
 * A reader comes from a page, so that Enter after a pass takes them on in it: the next exercise may not be taught yet.
 */
export async function watchExercises(
  context: Context,
  isReader = false,
): Promise<{ departure: Departure; exercise: Exercise }> {
  const { course, terminal } = context;
  const { style } = terminal;
  let exercise: Exercise = chooseExercise(context);
  const checker = new Checker(course, { warmsUp: true });
  checker.open();
  let leave: (departure: Departure) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const left = new Promise<Departure>((resolve, reject) => {
    leave = resolve;
    fail = reject;
  });
  const interrupt = () => leave("leave");
  let running = new AbortController();
  let watcher: FileWatcher | undefined;
  let stopKeys = () => {};
  /** The last check passed: Enter goes on. */
  let hasPassed = false;
  /** What broke the answer in the last check, step by step. */
  let recording: Recording | undefined;

  process.once("SIGINT", interrupt);
  try {
    begin().catch(fail);
    // Not after the first check: it may be in an endless loop when the learner leaves.
    return { departure: await left, exercise };
  } finally {
    process.off("SIGINT", interrupt);
    stopKeys();
    watcher?.close();
    running.abort();
    await checker.close();
  }

  async function begin(): Promise<void> {
    watcher?.close();
    hasPassed = false;
    // It may ask a question, and its keys are no commands of ours.
    stopKeys();
    await prepareCopy(exercise, { course, terminal });
    const file = span(relative(course.root, exercise.learnerFile), style.cyan);
    terminal.print(renderProse(["Watching ", file, ": every save is checked."], terminal));
    if (terminal.isInteractive) {
      terminal.print(style.dim("Checking it as it is …"));
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
      hasPassed = verdict.passed;
      recording = verdict.recording;
      if (terminal.isInteractive) terminal.print(`\n${offer()}`);
      else if (hasPassed && !wasPassed) await moveOn();
    } catch (error) {
      if (!(error instanceof CheckCancelled)) throw error;
    }
  }

  function nextExercise(): Exercise | undefined {
    const lesson = course.lessons.find(({ id }) => id === exercise.lessonId);
    const progress = readLearnerProgress(context);
    return lesson?.exercises.find(({ id }) => !isPassed(progress, id));
  }

  /** The keys below a verdict. A pass waits for one, so that it is not scrolled away before it was read. */
  function offer(): string {
    const keys = hasPassed
      ? offersAfterPass({ next: nextExercise()?.name, isReader, isRead: isRead() })
      : offersAfterFailure(recording !== undefined);
    const row = keys.flatMap((key, index) => [index > 0 ? "   " : "", unbroken(key, style.dim)]);
    return renderProse(row, terminal);
  }

  function isRead(): boolean {
    return readLearnerProgress(context).lessons[exercise.lessonId]?.done ?? false;
  }

  async function moveOn(): Promise<void> {
    const next = nextExercise();
    if (!next) {
      leave("leave");
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
    const isEnter = key === "return" || key === "enter";
    if (key === "q" || key === "escape" || key === "ctrl-c") leave("leave");
    else if (key === "h") help(hint).catch(fail);
    else if (isEnter && !hasPassed) checkNow().catch(fail);
    else if (key === "s" && !hasPassed && recording) stepThrough(recording).catch(fail);
    else if (!hasPassed) return;
    else if (key === "s") help(solution).catch(fail);
    else if (key === "r" || (isEnter && isReader)) leave("read");
    else if (key === "n" || isEnter) moveOn().catch(fail);
  }

  async function help(command: (context: Context) => Promise<number>): Promise<void> {
    terminal.print("");
    await command({ ...context, operands: [exercise.id], options: {} });
    terminal.print(`\n${offer()}`);
  }

  /** Its keys are not ours, and a save must not print into it: what was saved meanwhile is checked afterwards. */
  async function stepThrough({ code }: Recording): Promise<void> {
    stopKeys();
    watcher?.close();
    terminal.print("");
    await replay({ ...context, operands: [code], options: {} });
    await begin();
  }
}

/** The keys that are offered after a failure. */
export function offersAfterFailure(hasSchedule: boolean): string[] {
  const step = hasSchedule ? ["s: step through it"] : [];
  return ["Save: check again", ...step, "h: hint", "q: leave"];
}

export interface AfterPass {
  /** Name of the lesson's next exercise that has not passed. */
  next: string | undefined;
  isReader: boolean;
  /** The lesson was read to its end. */
  isRead: boolean;
}

/** The keys that are offered after a pass, Enter first. */
export function offersAfterPass({ next, isReader, isRead }: AfterPass): string[] {
  const forward = isReader
    ? ["Enter: read on", ...(next ? [`n: next exercise, ${next}`] : [])]
    : [next ? `Enter: next exercise, ${next}` : "Enter: done"];
  const back = isReader || isRead ? [] : ["r: read on"];
  return [...forward, "s: our solution", ...back, "q: leave"];
}
