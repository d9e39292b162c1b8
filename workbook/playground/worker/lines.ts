// The lines that places name; a browser has no files to read them from.

import type { Located } from "../../explorer/contract/scenario.ts";
import { lineKey, type Recording } from "../../explorer/trace/recording.ts";
import { courseRoot, type Sources } from "../messages.ts";

export function readLines(places: readonly Located[], sources: Sources): Recording["lines"] {
  const lines: Recording["lines"] = {};
  for (const { place, callers = [] } of places) {
    for (const at of place ? [place, ...callers] : callers) {
      const text = sources[at.file.slice(courseRoot.length + 1)]?.split("\n")[at.line - 1];
      if (text !== undefined) lines[lineKey(at)] = text.trim();
    }
  }
  return lines;
}
