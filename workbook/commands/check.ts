// `check`: runs the tests of one exercise, of a lesson, or of the current exercise.

import { Checker } from "../checker/checker.ts";
import type { Verdict } from "../checker/verdict.ts";
import { findNextStep } from "../progress/next-step.ts";
import { readProgress } from "../progress/progress.ts";
import { renderNextStep } from "../views/overview.ts";
import { checkAndRecord, showVerdict } from "./check-one.ts";
import { chooseExercises } from "./choose-exercise.ts";
import type { Context } from "./context.ts";
import { prepareCopy } from "./learner-copy.ts";

/** Exit code 0 if everything passed, 1 if not. */
export async function check(context: Context): Promise<number> {
  const { course, terminal, options } = context;
  const isQuiet = Boolean(options.json);
  const exercises = chooseExercises(context);
  if (exercises.length === 0 && !isQuiet) {
    terminal.print("Every exercise has passed. Name one to check it again, such as `check 01`.");
    return 0;
  }
  const checker = new Checker(course);
  const verdicts: Verdict[] = [];
  try {
    if (exercises.length > 0) checker.open();
    for (const exercise of exercises) {
      await prepareCopy(exercise, { course, terminal, isQuiet });
      const verdict = await checkAndRecord(course, exercise, checker);
      verdicts.push(verdict);
      if (isQuiet) continue;
      if (verdicts.length > 1) terminal.print("");
      showVerdict(verdict, exercise, terminal);
    }
  } finally {
    await checker.close();
  }
  const passed = verdicts.every((verdict) => verdict.passed);
  if (isQuiet) terminal.print(JSON.stringify({ passed, verdicts }, null, 2));
  else terminal.print(`\n${nextWords()}`);
  return passed ? 0 : 1;

  function nextWords(): string {
    if (!passed) return terminal.style.dim("Stuck? `npm start -- hint` gives one hint at a time.");
    const { progress } = readProgress(course.root);
    return renderNextStep(findNextStep(course, progress), terminal.style);
  }
}
