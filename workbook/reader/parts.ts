// Divides a screen that is taller than the terminal between its paragraphs, never inside code that fits.

import type { Line } from "./span.ts";

/** A block of a page as lines, and what it was made from. */
export interface RenderedBlock {
  lines: Line[];
  /** Markdown. */
  raw: string;
  /** A heading stands above what it names; words that end in a colon stand there too if both fit. */
  announces: "heading" | "words" | undefined;
  /** What follows comes in another part. */
  endsPart?: boolean;
}

export interface Part {
  /** Place of its first block among all, from 0; a block cut into four has pieces at 2, 2.25, 2.5 and 2.75. */
  start: number;
  lines: Line[];
  /** The Markdown of its blocks; a block that was cut is in each of its parts. */
  raw: string;
}

/** As few parts as can be, of at most `height` lines each and, where nothing ends one early, about as tall as each other. */
export function divideIntoParts(blocks: RenderedBlock[], height: number): Part[] {
  const sections: Piece[][] = [[]];
  for (const [index, block] of blocks.entries()) {
    if (blocks[index - 1]?.endsPart) sections.push([]);
    sections.at(-1)?.push({ ...block, start: index, before: [[]] });
  }
  return sections.flatMap((section) => divideSection(section, height));
}

function divideSection(blocks: Piece[], height: number): Part[] {
  const pieces = blocks.flatMap((block, index) => {
    const above = blocks.slice(0, index);
    const last = above.findLastIndex(({ announces }) => announces !== "heading");
    const headings = above.slice(last + 1);
    const headingHeight = headings.reduce((sum, { lines }) => sum + lines.length + 1, 0);
    return cutTallBlock(block, height, headingHeight);
  });
  const groups = joinAnnounced(pieces, height);
  const count = pack(groups, height).length;
  let limit = Math.ceil(heightOf(groups) / Math.max(1, count));
  while (limit < height && pack(groups, limit).length > count) limit += 1;
  return pack(groups, limit);
}

interface Piece extends RenderedBlock {
  start: number;
  /** What stands between it and the piece before, where both are on the same part. */
  before: Line[];
}

function pack(groups: Piece[], limit: number): Part[] {
  const parts: Piece[][] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    if (last && heightOf([...last, group]) <= limit) last.push(group);
    else parts.push([group]);
  }
  return parts.map((part) => ({
    start: part[0]?.start ?? 0,
    lines: join(part),
    raw: part.map(({ raw }) => raw).join("\n\n"),
  }));
}

function heightOf(pieces: Piece[]): number {
  return join(pieces).length;
}

function join(pieces: Piece[]): Line[] {
  return pieces.flatMap(({ before, lines }, index) => (index > 0 ? [...before, ...lines] : lines));
}

/** From the end, so that words, the words below them and their code become one where they fit. */
function joinAnnounced(pieces: Piece[], height: number): Piece[] {
  const groups: Piece[] = [];
  for (const piece of joinHeadings(pieces, height).toReversed()) {
    const next = groups[0];
    if (next && piece.announces && heightOf([piece, next]) <= height) {
      groups[0] = { ...piece, ...joinTwo(piece, next) };
    } else groups.unshift(piece);
  }
  return groups;
}

/** First, so that no heading is left alone because what its words announce is tall. */
function joinHeadings(pieces: Piece[], height: number): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const announces = piece.announces;
    if (last?.announces === "heading" && heightOf([last, piece]) <= height) {
      joined[joined.length - 1] = { ...last, ...joinTwo(last, piece), announces };
    } else joined.push(piece);
  }
  return joined;
}

function joinTwo(first: Piece, second: Piece): Pick<Piece, "lines" | "raw"> {
  return { lines: join([first, second]), raw: `${first.raw}\n\n${second.raw}` };
}

/**
 * Between its own paragraphs, items or rows if it has any, else wherever the terminal ends.
 *
 * @param headingHeight Rows of the heading above it and the space between: a title alone on a screen says nothing.
 */
function cutTallBlock(block: Piece, height: number, headingHeight: number): Piece[] {
  if (block.lines.length + headingHeight <= height) return [block];
  const most = Math.max(1, height - Math.max(4, headingHeight));
  let piece: Pick<Piece, "before" | "lines"> = { before: block.before, lines: [] };
  const pieces = [piece];
  const begin = (before: Line[], lines: Line[]) => {
    piece = { before, lines };
    pieces.push(piece);
  };
  for (const line of block.lines) {
    const isFull = piece.lines.length >= most;
    if (isGap(line) && piece.lines.length > most / 2) begin([line], []);
    else if (isFull) begin([], [line]);
    else piece.lines.push(line);
  }
  return pieces
    .filter(({ lines }) => lines.length > 0)
    .map((piece, index) => ({ ...block, ...piece, start: block.start + index / pieces.length }));
}

/** Nothing, the bar of a quotation alone, or the rule between two rows of a table. */
function isGap(line: Line): boolean {
  const text = line.map(({ text }) => text).join("");
  return /^[│|]?$/.test(text.trim()) || /^[─-]+([┼+][─-]+)+$/.test(text);
}
