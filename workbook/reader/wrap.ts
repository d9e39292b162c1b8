// Breaks styled text into lines of a given number of columns, between words where it can.

import {
  columnsOf,
  columnsOfLine,
  isPlain,
  type Line,
  mergeSpans,
  plainCharacters,
  type Span,
} from "./span.ts";

/**
 * A grapheme, which is what a reader sees as one character, or many plain characters that are all spaces or none, in the
 * style of the span they came from.
 */
interface Piece {
  text: string;
  columns: number;
  from: Span;
}

let segmenter: Intl.Segmenter | undefined;
const [one, other] = [`[${plainCharacters}]`, `[^${plainCharacters}]`];
const besideOthers = new RegExp(`((?:${one}?${other})+${one}?)`);

/**
 * Prose in lines of at most `width` columns. Runs of spaces count as one. A line breaks at a space
 * or beside a wide character; a word longer than a line is cut, never through a grapheme.
 */
export function wrapProse(spans: Span[], width: number): Line[] {
  const lines: Line[] = [];
  let line: Piece[] = [];
  let columns = 0;
  let space: Piece | undefined;
  const push = (piece: Piece): void => {
    line.push(piece);
    columns += piece.columns;
  };
  const endLine = (): void => {
    if (line.length > 0) lines.push(joinPieces(line));
    line = [];
    columns = 0;
  };

  for (const word of splitWords(spans)) {
    const [first] = word;
    if (first && isSpace(first)) {
      space = line.length > 0 ? { ...first, text: " ", columns: 1 } : undefined;
      continue;
    }
    const length = columnsOfAll(word);
    if (columns + (space ? 1 : 0) + length > width) endLine();
    else if (space) push(space);
    space = undefined;
    for (const piece of length > width ? word.flatMap(splitPiece) : word) {
      if (columns + piece.columns > width) endLine();
      push(piece);
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
  let rest = splitPieces(spans).flatMap(splitPiece);
  const lines: Line[] = [];
  while (columnsOfAll(rest) > width) {
    const fitting = Math.max(1, countFitting(rest, width));
    const space = rest.slice(0, fitting).findLastIndex(isSpace) + 1;
    const cut = space > fitting / 2 ? space : fitting;
    lines.push(joinPieces(rest.slice(0, cut)));
    rest = rest.slice(cut);
  }
  lines.push(joinPieces(rest));
  return lines;
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
function splitWords(spans: Span[]): Piece[][] {
  const words: Piece[][] = [];
  let last: Piece | undefined;
  for (const piece of splitPieces(spans)) {
    const goesOn =
      last !== undefined && isSpace(last) === isSpace(piece) && !isWide(last) && !isWide(piece);
    if (goesOn) words.at(-1)?.push(piece);
    else words.push([piece]);
    last = piece;
  }
  return words;
}

/** A grapheme over the border of two spans, such as a letter and its accent, belongs to the first. */
function splitPieces(spans: Span[]): Piece[] {
  const text = spans.map((from) => from.text).join("");
  const pieces: Piece[] = [];
  let index = 0;
  let spanIndex = 0;
  let spanEnd = spans[0]?.text.length ?? 0;
  for (const segment of segmentsOf(text)) {
    const end = index + segment.length;
    while (index < end) {
      while (index >= spanEnd)
        spanEnd += spans[++spanIndex]?.text.length ?? Number.POSITIVE_INFINITY;
      const cut = isPlain(segment) ? Math.min(end, spanEnd) : end;
      const part = text.slice(index, cut);
      const from = spans[spanIndex];
      if (from) pieces.push({ text: part, columns: columnsOf(part), from });
      index = cut;
    }
  }
  return pieces;
}

/** The text in runs of spaces, runs of other plain characters, and graphemes. What lies beside others is looked up with them. */
function segmentsOf(text: string): string[] {
  return text.split(besideOthers).flatMap((part) => {
    if (isPlain(part)) return part.match(/ +|[^ ]+/g) ?? [];
    segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
    return Array.from(segmenter.segment(part), ({ segment }) => segment);
  });
}

/** Its graphemes. */
function splitPiece(piece: Piece): Piece[] {
  if (!isPlain(piece.text)) return [piece];
  return Array.from(piece.text, (text) => ({ ...piece, text, columns: 1 }));
}

function joinPieces(pieces: Piece[]): Line {
  return mergeSpans(pieces.map(({ text, from }) => ({ ...from, text })));
}

function columnsOfAll(pieces: Piece[]): number {
  return pieces.reduce((sum, { columns }) => sum + columns, 0);
}

/** How many graphemes from the start fit in `width` columns. */
function countFitting(graphemes: Piece[], width: number): number {
  let columns = 0;
  const tooFar = graphemes.findIndex((grapheme) => {
    columns += grapheme.columns;
    return columns > width;
  });
  return tooFar === -1 ? graphemes.length : tooFar;
}

function isSpace({ text }: Piece): boolean {
  return text.startsWith(" ") && isPlain(text);
}

function isWide({ text, columns }: Piece): boolean {
  return columns > 1 && !isPlain(text);
}
