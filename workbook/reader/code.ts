// Code blocks: a caption that names the source, then the code, colored and never cut.

import type { Tokens } from "marked";
import { type FenceInfo, parseFenceInfo } from "../course/fences.ts";
import { highlight } from "./highlight.ts";
import type { Look } from "./look.ts";
import { columnsOfLine, type Line, mergeSpans, span } from "./span.ts";
import { wrapCode, wrapProse } from "./wrap.ts";

/** Columns to the left of code, where the mark of a continued line stands. */
const gutter = 2;

/** The line of a source on which a region begins, from 1. */
export type FindLine = (source: string, region: string) => number | undefined;

/** The lines of a code block, at most `width` columns each. */
export async function renderCode(
  token: Tokens.Code,
  width: number,
  look: Look,
  findLine?: FindLine,
): Promise<Line[]> {
  const info = parseFenceInfo(token.lang ?? "");
  const text = token.text.replaceAll("\t", "  ");
  const lines = await highlight(text, info.lang, look);
  const caption = captionOf(info, findLine);
  return [
    ...(caption === "" ? [] : wrapProse([span(caption, look.quiet)], width)),
    ...lines.flatMap((line) => renderCodeLine(line, width, look)),
  ];
}

/** A schedule names lines of the file, so the caption says where its code begins. Empty where no source is named. */
export function captionOf({ lang, source, region, mode }: FenceInfo, findLine?: FindLine): string {
  if (source === undefined) return "";
  if (lang !== "text") {
    if (region === undefined) return source;
    const line = findLine?.(source, region);
    return line === undefined ? `${source}#${region}` : `${source}, from line ${line}`;
  }
  if (mode === "shape") return `${source} prints, with numbers of its own`;
  return mode === "any-order" ? `${source} prints, in any order` : `${source} prints`;
}

/** A line too long goes on below, under its own indentation, behind a mark in the gutter. */
function renderCodeLine(line: Line, width: number, look: Look): Line[] {
  const available = Math.max(2, width - gutter);
  const start = span(" ".repeat(gutter), look.plain);
  if (columnsOfLine(line) <= available) return [[start, ...line]];

  const text = line.map(({ text }) => text).join("");
  const indent = Math.min(text.length - text.trimStart().length, Math.floor(available / 2));
  const [first = []] = wrapCode(line, available);
  const mark = span(look.glyphs.continued.padEnd(gutter), look.quiet);
  const others = wrapCode(dropCharacters(line, lengthOf(first)), available - indent);
  const space = span(" ".repeat(indent), look.plain);
  return [[start, ...first], ...others.map((other) => [mark, space, ...other])];
}

function dropCharacters(line: Line, count: number): Line {
  let left = count;
  return mergeSpans(
    line.map((part) => {
      const text = part.text.slice(left);
      left = Math.max(0, left - part.text.length);
      return { ...part, text };
    }),
  );
}

function lengthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + text.length, 0);
}
