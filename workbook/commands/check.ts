// `check`: runs the tests of one exercise, of a lesson, or of the current exercise.

import { Checker } from "../checker/checker.ts";
import type { Verdict } from "../checker/verdict.ts";
import { findNextStep } from "../progress/next-step.ts";
import { span } from "../reader/span.ts";
import { checkAndRecord, showVerdict } from "../session/check-one.ts";
import { chooseExercises } from "../session/choose-exercise.ts";
import type { Context } from "../session/command.ts";
import { prepareCopy } from "../session/learner-copy.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { renderNextStep } from "../views/overview.ts";
import { renderProse, unbroken } from "../views/prose.ts";

/** Exit code 0 if everything passed, 1 if not. */
export async function check(context: Context): Promise<number> {
  const { course, terminal, options } = context;
  const isQuiet = Boolean(options.json);
  const exercises = chooseExercises(context);
  if (exercises.length === 0 && !isQuiet) {
    const words = "Every exercise has passed. Name one to check it again, such as `check 01`.";
    terminal.print(renderProse([words], terminal));
    return 0;
  }
  const checker = new Checker(course);
  const verdicts: Verdict[] = [];
  try {
    if (exercises.length > 0) checker.open();
    for (const exercise of exercises) {
      if (verdicts.length > 0 && !isQuiet) terminal.print("");
      await prepareCopy(exercise, { course, terminal, isQuiet });
      const stopSaying = terminal.showRunning(`Checking ${exercise.id}`);
      const verdict = await checkAndRecord(course, exercise, checker).finally(stopSaying);
      verdicts.push(verdict);
      if (isQuiet) continue;
      showVerdict(verdict, exercise, context);
    }
  } finally {
    await checker.close();
  }
  const passed = verdicts.every((verdict) => verdict.passed);
  if (isQuiet) terminal.print(JSON.stringify({ passed, verdicts }, null, 2));
  else terminal.print(`\n${nextWords()}`);
  return passed ? 0 : 1;

  function nextWords(): string {
    if (passed) return renderNextStep(findNextStep(course, readLearnerProgress(context)), terminal);
    const { dim } = terminal.style;
    const command = unbroken("`npm start -- hint`", dim);
    const gives = span(" gives one hint at a time.", dim);
    return renderProse([span("Stuck? ", dim), command, gives], terminal);
  }
}
