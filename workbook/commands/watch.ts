// `watch`: checks again on every save; after a pass it asks where to go, or moves on where nobody can be asked.

import { findNextStep } from "../progress/next-step.ts";
import type { Context } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { Watching } from "../session/watching.ts";
import { renderNextStep } from "../views/overview.ts";

/** Ends with exit code 0 when the lesson's exercises have all passed, or when the learner leaves. */
export async function watch(context: Context): Promise<number> {
  const { course, terminal, start } = context;
  const { departure, exercise } = await new Watching(context).run();
  if (departure === "read") return start("read", exercise.lessonId);
  terminal.print(renderNextStep(findNextStep(course, readLearnerProgress(context)), terminal));
  return 0;
}
