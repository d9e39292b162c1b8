// Reads and changes the learner's progress for a command, and says what there is to say about its file.

import { ProgressError, readProgress, updateProgress } from "../progress/progress.ts";
import type { Progress } from "../progress/shape.ts";
import type { Context } from "./command.ts";

const said = new Set<string>();

/** An unfit file is set aside by the first read, so every read must be ready to say so; each says it once. */
export function readLearnerProgress({
  course,
  terminal,
}: Pick<Context, "course" | "terminal">): Progress {
  const { progress, notice } = readProgress(course.root);
  if (notice !== undefined) sayOnce(notice, terminal);
  return progress;
}

/** Where nothing can be written, such as in a checkout of somebody else, one can still read, run demos and be asked. */
export function updateLearnerProgress(
  { course, terminal }: Pick<Context, "course" | "terminal">,
  change: (progress: Progress) => void,
): void {
  try {
    updateProgress(course.root, change);
  } catch (error) {
    if (!(error instanceof ProgressError)) throw error;
    sayOnce(`${error.message} Until then your progress is not kept.`, terminal);
  }
}

function sayOnce(notice: string, terminal: Context["terminal"]): void {
  if (!said.has(notice)) terminal.printError(notice);
  said.add(notice);
}
