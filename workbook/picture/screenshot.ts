// Draws real terminal output as an SVG picture, for the README.

import { columnsOf } from "../reader/span.ts";
import { parseStyledText, type StyledRun, type TextStyle } from "./sgr.ts";

export interface ScreenshotOptions {
  /** Width of the terminal drawn. */
  columns: number;
  /** Written in the window's frame. */
  title: string;
}

const ink = "#d7dae0";
const paper = "#1b1e24";
const frame = "#2c313a";
/** Pixels. A row is 1.4 times the font, a column 0.6 times: that of most monospace fonts. */
const fontSize = 14;
const rowHeight = 20;
const columnWidth = 8.4;
const margin = 16;
const barHeight = 32;
const fonts =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/**
 * A window that shows `text`, as an SVG document. Words stand at their own column and are as wide as their columns, so
 * that lines up what lined up, whatever the font and the renderer.
 *
 * @throws Error if a line is wider than `columns`.
 */
export function ansiToSvg(text: string, { columns, title }: ScreenshotOptions): string {
  const rows = parseStyledText(text.replace(/\n+$/, ""));
  for (const [index, runs] of rows.entries()) {
    const width = columnsOf(runs.map(({ text }) => text).join(""));
    if (width > columns) {
      throw new Error(`line ${index + 1}: expected ${columns} columns or fewer, got ${width}`);
    }
  }
  const width = round(columns * columnWidth + 2 * margin);
  const height = barHeight + rows.length * rowHeight + 2 * margin;
  const lights = ["#e06c75", "#e5c07b", "#98c379"].map(
    (color, index) =>
      `<circle cx="${20 + index * 18}" cy="${barHeight / 2}" r="6" fill="${color}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>`,
    `<path d="M0 ${barHeight}V8a8 8 0 0 1 8-8H${width - 8}a8 8 0 0 1 8 8V${barHeight}z" fill="${frame}"/>`,
    ...lights,
    `<text x="${round(width / 2)}" y="${barHeight / 2 + 4}" fill="${ink}" font-family="sans-serif" font-size="12" text-anchor="middle">${escapeXml(title)}</text>`,
    `<g font-family="${fonts}" font-size="${fontSize}" fill="${ink}">`,
    ...rows.map((runs, index) => drawRow(runs, barHeight + margin + index * rowHeight)),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function drawRow(runs: StyledRun[], top: number): string {
  let column = 0;
  const grounds: string[] = [];
  const texts: string[] = [];
  for (const { text, style } of runs) {
    const background = style.inverse ? (style.foreground ?? ink) : style.background;
    if (background) {
      const { x, width } = place(column, text);
      grounds.push(
        `<rect x="${x}" y="${top}" width="${width}" height="${rowHeight}" fill="${background}"/>`,
      );
    }
    for (const { words, before } of splitAtGaps(text)) {
      const { x, width } = place(column + columnsOf(before), words);
      const attributes = `x="${x}" y="${top + 15}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${drawStyle(style)}`;
      texts.push(`<text ${attributes}>${escapeXml(words)}</text>`);
    }
    column += columnsOf(text);
  }
  return [...grounds, ...texts].join("");
}

/** Pixels. */
function place(column: number, text: string): { x: number; width: number } {
  return {
    x: round(margin + column * columnWidth),
    width: round(columnsOf(text) * columnWidth),
  };
}

/**
 * The words of `text` with single spaces between them, and what comes before them. Renderers of SVG
 * do not agree on other white space: some drop it, and what follows would move to the left.
 */
function splitAtGaps(text: string): { words: string; before: string }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => ({
    words,
    before: text.slice(0, index),
  }));
}

function drawStyle(style: TextStyle): string {
  const fill = style.inverse ? (style.background ?? paper) : style.foreground;
  const decorations = [style.underline && "underline", style.strikethrough && "line-through"];
  const decoration = decorations.filter(Boolean).join(" ");
  return [
    fill ? ` fill="${fill}"` : "",
    style.bold ? ' font-weight="bold"' : "",
    style.italic ? ' font-style="italic"' : "",
    style.dim ? ' fill-opacity="0.6"' : "",
    decoration ? ` text-decoration="${decoration}"` : "",
  ].join("");
}

/** XML's own characters escaped; control characters, which no XML may hold, dropped. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
