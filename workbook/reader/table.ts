// Tables that fit: columns shrink and wrap inside their cells; where even that fails, rows are stacked.

import type { Tokens } from "marked";
import { renderInline } from "./inline.ts";
import type { Look } from "./look.ts";
import { columnsOfLine, type Line, type Span, span } from "./span.ts";
import { columnsOfLongestWord, padLine, wrapProse } from "./wrap.ts";

type Align = Tokens.Table["align"][number];

interface Cell {
  lines: Span[][];
  align: Align;
}

/** The lines of a table, at most `width` columns each. */
export function renderTable(table: Tokens.Table, width: number, look: Look): Line[] {
  const toCell = (cell: Tokens.TableCell): Cell => ({
    lines: renderInline(cell.tokens, cell.header ? look.heading : look.plain, look),
    align: cell.align,
  });
  const head = table.header.map(toCell);
  const rows = table.rows.map((row) => row.map(toCell));
  const widths = fitColumns([head, ...rows], width - barWidth * (head.length - 1));
  return widths ? renderGrid(head, rows, widths, look) : renderStack(head, rows, width, look);
}

/** Columns taken by the bar between two cells and its spaces. */
const barWidth = 3;

/**
 * A width for each column, `available` at most in all: what its longest line needs, else the widest
 * shrink first, no column below its longest word. Undefined if that cannot be done.
 */
function fitColumns(rows: Cell[][], available: number): number[] | undefined {
  const columns = (rows[0] ?? []).map((_, column) =>
    rows.flatMap((row) => row[column]?.lines ?? []),
  );
  const widths = columns.map((lines) => Math.max(1, ...lines.map(columnsOfLine)));
  const least = columns.map((lines) => Math.max(1, ...lines.map(columnsOfLongestWord)));
  for (let excess = sum(widths) - available; excess > 0; excess--) {
    const shrinkable = widths.map((width, column) => (width > (least[column] ?? 1) ? width : 0));
    const widest = Math.max(...shrinkable);
    if (widest === 0) return undefined;
    widths[shrinkable.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}

function renderGrid(head: Cell[], rows: Cell[][], widths: number[], look: Look): Line[] {
  const wrapRow = (row: Cell[]): Cell[] =>
    row.map(({ lines, align }, column) => ({
      lines: lines.flatMap((line) => wrapProse(line, widths[column] ?? 1)),
      align,
    }));
  const wrapped = rows.map(wrapRow);
  const wrappedHead = wrapRow(head);
  // Wrapped lines can leave room at the end of a column.
  const needed = widths.map((_, column) =>
    Math.max(
      1,
      ...[wrappedHead, ...wrapped].flatMap((row) => (row[column]?.lines ?? []).map(columnsOfLine)),
    ),
  );
  const rule = ({ line, cross }: { line: string; cross: string }): Line => {
    const parts = needed.map((width) => line.repeat(width));
    return [span(parts.join(line + cross + line), look.quiet)];
  };
  const blocks = wrapped.map((row) => renderRow(row, needed, look));
  const needsRules = blocks.some((lines) => lines.length > 1);
  return [
    ...renderRow(wrappedHead, needed, look),
    rule(look.glyphs.headRule),
    ...blocks.flatMap((lines, index) =>
      needsRules && index > 0 ? [rule(look.glyphs.rowRule), ...lines] : lines,
    ),
  ];
}

function renderRow(cells: Cell[], widths: number[], look: Look): Line[] {
  const height = Math.max(1, ...cells.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    cells.flatMap(({ lines, align }, column) => [
      ...(column > 0 ? [span(` ${look.glyphs.columnBar} `, look.quiet)] : []),
      ...alignLine(lines[index] ?? [], align, widths[column] ?? 1, look),
    ]),
  );
}

function alignLine(line: Line, align: Align, width: number, look: Look): Line {
  const free = Math.max(0, width - columnsOfLine(line));
  const before = align === "right" ? free : align === "center" ? Math.floor(free / 2) : 0;
  return padLine([span(" ".repeat(before), look.plain), ...line], width, span("", look.plain));
}

/** Each row as lines of `column: cell`, a blank line between rows. */
function renderStack(head: Cell[], rows: Cell[][], width: number, look: Look): Line[] {
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [[]] : []),
    ...row.flatMap((cell, column) => {
      const name = head[column]?.lines.flat() ?? [];
      const [first = [], ...others] = cell.lines;
      const titled = name.length > 0 ? [...name, span(": ", look.heading), ...first] : first;
      return [titled, ...others].flatMap((line) => wrapProse(line, width));
    }),
  ]);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
