// Where the code of a page's fences begins in the files that they name.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lesson } from "./course.ts";
import { firstLineOfRegion } from "./fences.ts";

/** Finds the line of a source on which a region begins, from 1; the source is named as fences of this lesson name it. */
export function lineFinder(
  root: string,
  { folder }: Pick<Lesson, "folder">,
): (source: string, region: string) => number | undefined {
  return (source, region) => {
    const file = source.startsWith("/") ? join(root, source) : join(folder, source);
    return existsSync(file) ? firstLineOfRegion(readFileSync(file, "utf8"), region) : undefined;
  };
}
