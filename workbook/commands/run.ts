// `run`: a demo of the course, by its name.

import { findDemo } from "../course/find.ts";
import { type Context, UsageError } from "../session/command.ts";
import { runDemo } from "../session/run-demo.ts";

/** The exit code is the demo's; 0 if the learner leaves before it runs. */
export async function run(context: Context): Promise<number> {
  const { course, operands } = context;
  if (operands.length > 0) {
    const { lesson, demo } = findDemo(course, operands);
    return (await runDemo(lesson, demo, context)) ?? 0;
  }
  const known = course.lessons.flatMap(({ number, demos }) =>
    demos.map(({ name }) => `\`${number} ${name}\``),
  );
  throw new UsageError(`Expected a demo: ${known.join(", ")}.`);
}
