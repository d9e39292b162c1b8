// Breaks styled text into lines of a given number of columns, between words where it can.

import { columnsOf, columnsOfLine, type Line, mergeSpans, type Span } from "./span.ts";

/** What a reader sees as one character, in the style of the span it came from. */
interface Grapheme {
  text: string;
  columns: number;
  from: Span;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Prose in lines of at most `width` columns. Runs of spaces count as one. A line breaks at a space
 * or beside a wide character; a word longer than a line is cut, never through a grapheme.
 */
export function wrapProse(spans: Span[], width: number): Line[] {
  const lines: Line[] = [];
  let line: Grapheme[] = [];
  let columns = 0;
  let space: Grapheme | undefined;
  const push = (grapheme: Grapheme): void => {
    line.push(grapheme);
    columns += grapheme.columns;
  };
  const endLine = (): void => {
    if (line.length > 0) lines.push(joinGraphemes(line));
    line = [];
    columns = 0;
  };

  for (const word of splitWords(spans)) {
    if (word.every(isSpace)) {
      space = line.length > 0 ? word[0] : undefined;
      continue;
    }
    if (columns + (space ? 1 : 0) + columnsOfAll(word) > width) endLine();
    else if (space) push(space);
    space = undefined;
    for (const grapheme of word) {
      if (columns + grapheme.columns > width) endLine();
      push(grapheme);
    }
  }
  endLine();
  return lines;
}

/**
 * One line of code in pieces of at most `width` columns. Nothing is dropped: the pieces joined are
 * the line again. A piece ends after a space if one lies in its second half.
 */
export function wrapCode(spans: Span[], width: number): Line[] {
  let rest = splitGraphemes(spans);
  const pieces: Line[] = [];
  while (columnsOfAll(rest) > width) {
    const fitting = Math.max(1, countFitting(rest, width));
    const space = rest.slice(0, fitting).findLastIndex(isSpace) + 1;
    const cut = space > fitting / 2 ? space : fitting;
    pieces.push(joinGraphemes(rest.slice(0, cut)));
    rest = rest.slice(cut);
  }
  pieces.push(joinGraphemes(rest));
  return pieces;
}

/** The columns of the longest word: the narrowest width that cuts no word. */
export function columnsOfLongestWord(spans: Span[]): number {
  return Math.max(0, ...splitWords(spans).map(columnsOfAll));
}

/** The line with spaces after it, until it is `width` columns wide. */
export function padLine(line: Line, width: number, space: Span): Line {
  return [...line, { ...space, text: " ".repeat(Math.max(0, width - columnsOfLine(line))) }];
}

/** Runs of spaces, words, and wide characters each alone (a line may break beside them). */
function splitWords(spans: Span[]): Grapheme[][] {
  const words: Grapheme[][] = [];
  let last: Grapheme | undefined;
  for (const grapheme of splitGraphemes(spans)) {
    const goesOn =
      last !== undefined &&
      isSpace(last) === isSpace(grapheme) &&
      !isWide(last) &&
      !isWide(grapheme);
    if (goesOn) words.at(-1)?.push(grapheme);
    else words.push([grapheme]);
    last = grapheme;
  }
  return words;
}

/** A grapheme over the border of two spans, such as a letter and its accent, belongs to the first. */
function splitGraphemes(spans: Span[]): Grapheme[] {
  const text = spans.map((from) => from.text).join("");
  const graphemes: Grapheme[] = [];
  let spanIndex = 0;
  let spanEnd = spans[0]?.text.length ?? 0;
  for (const { segment, index } of segmenter.segment(text)) {
    while (index >= spanEnd) spanEnd += spans[++spanIndex]?.text.length ?? Number.POSITIVE_INFINITY;
    const from = spans[spanIndex];
    if (from) graphemes.push({ text: segment, columns: columnsOf(segment), from });
  }
  return graphemes;
}

function joinGraphemes(graphemes: Grapheme[]): Line {
  return mergeSpans(graphemes.map(({ text, from }) => ({ ...from, text })));
}

function columnsOfAll(graphemes: Grapheme[]): number {
  return graphemes.reduce((sum, { columns }) => sum + columns, 0);
}

/** How many graphemes from the start fit in `width` columns. */
function countFitting(graphemes: Grapheme[], width: number): number {
  let columns = 0;
  const tooFar = graphemes.findIndex((grapheme) => {
    columns += grapheme.columns;
    return columns > width;
  });
  return tooFar === -1 ? graphemes.length : tooFar;
}

function isSpace({ text }: Grapheme): boolean {
  return text === " ";
}

function isWide({ columns }: Grapheme): boolean {
  return columns > 1;
}
