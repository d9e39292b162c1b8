// `run`: a demo of the course, by its name.

import type { Lesson } from "../course/course.ts";
import { findDemo, findLessonAlone } from "../course/find.ts";
import { readPage } from "../course/page.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { plain, runDemo } from "../session/run-demo.ts";
import { renderDemos } from "../views/demos.ts";

/** The exit code is the demo's; 0 if the learner leaves before it runs. */
export async function run(context: Context): Promise<number> {
  const { course, operands } = context;
  const alone = findLessonAlone(course, operands);
  if (operands.length === 0 || alone) {
    const lessons = alone ? [alone] : course.lessons;
    const which = alone ? `a demo of lesson ${alone.number}` : "a demo";
    throw new UsageError(`Expected ${which}, got none.\n\n${listDemos(lessons, context)}\n`);
  }
  const { lesson, demo } = findDemo(course, operands);
  return (await runDemo(lesson, demo, context)) ?? 0;
}

function listDemos(lessons: readonly Lesson[], context: Context): string {
  const { predictions } = readLearnerProgress(context);
  const listed = lessons.map((lesson) => {
    const asked = readPage(lesson).predictions;
    const demos = lesson.demos.map(({ name }) => {
      const question = asked.find(({ demo }) => demo === name)?.question ?? "";
      const isPredicted = predictions[`${lesson.id}/${name}`] !== undefined;
      return { name, question: plain(question), isPredicted };
    });
    return { lesson, demos };
  });
  return renderDemos(listed, context.terminal);
}
