// Sentences that fit the terminal: broken between words, and free of anything that could steer it.

import { stripVTControlCharacters } from "node:util";
import type { ChalkInstance } from "chalk";
import { columnsOf, columnsOfLine, paintLine, type Span, span } from "../reader/span.ts";
import { wrapCode, wrapProse } from "../reader/wrap.ts";

/** Where text goes: its width and styles. A terminal is one. */
export interface Paper {
  /** Columns. */
  width: number;
  style: ChalkInstance;
}

/** Stands for a space that no line breaks at, until the lines are made. */
const fixedSpace = "\u00A0";

/**
 * `parts` one after the other, in lines of at most `width` columns joined by line feeds. `start` comes
 * before the first line, and as much space before the others. Runs of spaces stay as they are: a
 * sentence may quote a value.
 */
export function renderProse(
  parts: (string | Span)[],
  { width, style }: Paper,
  start: Span[] = [],
): string {
  const words = parts.map((part) => {
    const { text, ...rest } = typeof part === "string" ? span(clean(part), style) : part;
    return { ...rest, text: text.replace(/ (?= )/g, fixedSpace) };
  });
  const indent = span(" ".repeat(columnsOfLine(start)), style);
  return wrapProse(words, Math.max(2, width - columnsOfLine(start)))
    .map((line, index) => paintLine([...(index === 0 ? start : [indent]), ...line]))
    .join("\n")
    .replaceAll(fixedSpace, " ");
}

/** A span that stays on one line where it can, such as a command to copy. */
export function unbroken(text: string, style: ChalkInstance): Span {
  return span(clean(text).replaceAll(" ", fixedSpace), style);
}

/** Keys and what they do, such as `q: leave`, each on one line where it can. */
export function renderKeys(keys: readonly string[], paper: Paper): string {
  const { dim } = paper.style;
  const row = keys.flatMap((key, index) => [index > 0 ? "   " : "", unbroken(key, dim)]);
  return renderProse(row, paper).replace(/ +$/gm, "");
}

/** One line as it is, however long, without what steers a terminal. */
export function renderVerbatim(text: string, style: ChalkInstance): string {
  return paintLine([span(clean(text), style)]);
}

/** One line of code in lines of at most `width` columns, free of what steers a terminal; those after the first go in a little further. */
export function wrapVerbatim(text: string, width: number, style: ChalkInstance): string[] {
  const line = clean(text);
  if (columnsOf(line) <= width) return [paintLine([span(line, style)])];
  const indent = Math.min(line.length - line.trimStart().length, Math.floor(width / 2));
  const pieces = wrapCode([span(line.trimStart(), style)], Math.max(2, width - indent - 2));
  return pieces.map((piece, i) => {
    const before = span(" ".repeat(i === 0 ? indent : indent + 2), style);
    return paintLine([before, ...piece]).trimEnd();
  });
}

function clean(text: string): string {
  return stripVTControlCharacters(text);
}
