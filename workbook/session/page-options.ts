// How a page of a lesson is rendered on this terminal.

import type { Lesson } from "../course/course.ts";
import { lineFinder } from "../course/source-lines.ts";
import type { ScreenOptions } from "../reader/reader.ts";
import type { Context } from "./command.ts";

export function pageOptions(
  lesson: Lesson,
  { root, terminal, optionOrder }: Pick<Context, "root" | "terminal" | "optionOrder">,
): ScreenOptions {
  const { width, colors, links } = terminal;
  const { id, number: lessonNumber } = lesson;
  const findLine = lineFinder(root, lesson);
  const orderOptions = (demo: string, count: number) => optionOrder(`${id}/${demo}`, count);
  return { width, colors, links, lessonNumber, findLine, orderOptions };
}
