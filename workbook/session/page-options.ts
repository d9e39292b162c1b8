// How a page of a lesson is rendered on this terminal.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lesson } from "../course/course.ts";
import { firstLineOfRegion } from "../course/fences.ts";
import type { ScreenOptions } from "../reader/reader.ts";
import type { Context } from "./command.ts";

export function pageOptions(
  { id, number, folder }: Lesson,
  { root, terminal, optionOrder }: Pick<Context, "root" | "terminal" | "optionOrder">,
): ScreenOptions {
  const { width, colors, links } = terminal;
  const findLine = (source: string, region: string) => {
    const file = source.startsWith("/") ? join(root, source) : join(folder, source);
    return existsSync(file) ? firstLineOfRegion(readFileSync(file, "utf8"), region) : undefined;
  };
  const orderOptions = (demo: string, count: number) => optionOrder(`${id}/${demo}`, count);
  return { width, colors, links, lessonNumber: number, findLine, orderOptions };
}
