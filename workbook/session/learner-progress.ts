// Reads the learner's progress for a command, and says what there is to say about its file.

import { readProgress } from "../progress/progress.ts";
import type { Progress } from "../progress/shape.ts";
import type { Context } from "./command.ts";

const said = new Set<string>();

/** An unfit file is set aside by the first read, so every read must be ready to say so; each says it once. */
export function readLearnerProgress({
  course,
  terminal,
}: Pick<Context, "course" | "terminal">): Progress {
  const { progress, notice } = readProgress(course.root);
  if (notice !== undefined && !said.has(notice)) terminal.printError(notice);
  if (notice !== undefined) said.add(notice);
  return progress;
}
