// `read`: a lesson, a screen at a time; all of it in a pipe.

import type { Lesson } from "../course/course.ts";
import { readPage } from "../course/page.ts";
import { findNextStep } from "../progress/next-step.ts";
import { renderScreen } from "../reader/reader.ts";
import { span } from "../reader/span.ts";
import { chooseLesson } from "../session/choose-lesson.ts";
import type { Context } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { pageOptions } from "../session/page-options.ts";
import { Reading } from "../session/reading.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderNextStep } from "../views/overview.ts";
import { renderProse } from "../views/prose.ts";

export async function read(context: Context): Promise<number> {
  const { course, terminal } = context;
  const lesson = chooseLesson(context);
  const { screens } = readPage(lesson);
  terminal.print(renderTitle(lesson, terminal));
  if (!terminal.isInteractive) {
    for (const { markdown } of screens) {
      terminal.print(`\n${await renderScreen(markdown, pageOptions(lesson, context))}`);
    }
    return 0;
  }
  await new Reading(lesson, screens, context).run();
  terminal.print(renderNextStep(findNextStep(course, readLearnerProgress(context)), terminal));
  return 0;
}

function renderTitle(
  { number, title, minutes, exerciseMinutes }: Lesson,
  terminal: Terminal,
): string {
  const { style } = terminal;
  const name = span(`Lesson ${number}: ${title}`, style.bold);
  const exercises = exerciseMinutes ? `, exercises about ${exerciseMinutes}` : "";
  const words = `about ${minutes} minutes${exercises}`;
  return renderProse([name, "  ", span(words, style.dim)], terminal);
}
