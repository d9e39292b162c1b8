// The blocks of a page, such as paragraphs and lists, as lines of styled text.

import type { MarkedToken, Token, Tokens } from "marked";
import { type FindLine, renderCode } from "./code.ts";
import { textOfHtml } from "./entities.ts";
import { renderInline } from "./inline.ts";
import type { Look } from "./look.ts";
import { columnsOf, columnsOfLine, type Line, type Span, span } from "./span.ts";
import { renderTable } from "./table.ts";
import { wrapProse } from "./wrap.ts";

/** What blocks are rendered with. */
export interface BlockContext {
  look: Look;
  /** How many lists are around these blocks. */
  listDepth: number;
  /** Knows where the code of a fence begins in its file. */
  findLine?: FindLine;
  /** Renders a block quote in another way, or says undefined to leave it as it is. */
  renderQuote?: (quote: Tokens.Blockquote, width: number) => Promise<Line[] | undefined>;
}

/** The lines of these blocks, at most `width` columns each, an empty line between blocks. */
export async function renderBlocks(
  tokens: Token[],
  width: number,
  context: BlockContext,
): Promise<Line[]> {
  const blocks = await renderEachBlock(tokens, width, context);
  return joinBlocks(blocks.map(({ lines }) => lines));
}

/** The same, each block by itself; those that show nothing are left out. */
export async function renderEachBlock(
  tokens: Token[],
  width: number,
  context: BlockContext,
): Promise<{ token: Token; lines: Line[] }[]> {
  const blocks: { token: Token; lines: Line[] }[] = [];
  for (const token of tokens) {
    const lines = await renderBlock(token as MarkedToken, Math.max(2, width), context);
    if (lines.length > 0) blocks.push({ token, lines });
  }
  return blocks;
}

/** `lines` with `first` before the first of them and as much space before the others. */
export function hang(first: Span, lines: Line[], look: Look): Line[] {
  const space = span(" ".repeat(columnsOf(first.text)), look.plain);
  return lines.map((line, index) => [index === 0 ? first : space, ...line]);
}

/** Paragraph text in lines of at most `width` columns. */
function renderParagraph(spans: Span[][], width: number): Line[] {
  return spans.flatMap((line) => wrapProse(line, width));
}

export function joinBlocks(blocks: Line[][], gap = 1): Line[] {
  return blocks.flatMap((lines, index) =>
    index > 0 ? [...Array.from({ length: gap }, (): Line => []), ...lines] : lines,
  );
}

const FOLD = /^\s*<\/?details>/;

async function renderBlock(
  token: MarkedToken,
  width: number,
  context: BlockContext,
): Promise<Line[]> {
  const { look } = context;
  switch (token.type) {
    case "heading":
      return renderHeading(token, width, look);
    case "paragraph":
      return renderParagraph(renderInline(token.tokens, look.plain, look), width);
    case "text":
      return renderParagraph(renderInline(token.tokens ?? [token], look.plain, look), width);
    case "list":
      return renderList(token, width, context);
    case "blockquote": {
      const special = await context.renderQuote?.(token, width);
      return special ?? renderQuote(await renderBlocks(token.tokens, width - 2, context), look);
    }
    case "code":
      return renderCode(token, width, look, context.findLine);
    case "table":
      return renderTable(token, width, look);
    case "hr":
      return [[span(look.glyphs.rule.repeat(width), look.quiet)]];
    case "html":
      // What a code host folds away, a terminal shows when its turn has come.
      if (FOLD.test(token.text)) return [];
      return textOfHtml(token.text)
        .split("\n")
        .flatMap((line) => wrapProse([span(line, look.plain)], width));
    case "space":
    case "def":
    case "checkbox":
      return [];
    default:
      return wrapProse([span(token.raw, look.plain)], width);
  }
}

/** Lines behind the bar of a quotation. */
export function renderQuote(lines: Line[], look: Look): Line[] {
  const bar = span(`${look.glyphs.quoteBar} `, look.quiet);
  return lines.map((line) => [bar, ...line]);
}

/** The two upper levels are underlined, the others keep their `#`. */
function renderHeading(heading: Tokens.Heading, width: number, look: Look): Line[] {
  const spans = renderInline(heading.tokens, look.heading, look);
  if (heading.depth > 2) {
    const hashes = span(`${"#".repeat(heading.depth)} `, look.heading);
    return hang(hashes, renderParagraph(spans, Math.max(2, width - heading.depth - 1)), look);
  }
  const lines = renderParagraph(spans, width);
  if (lines.length === 0) return [];
  const rule = heading.depth === 1 ? look.glyphs.titleRule : look.glyphs.rule;
  const longest = Math.max(...lines.map(columnsOfLine));
  return [...lines, [span(rule.repeat(longest), look.heading)]];
}

async function renderList(
  list: Tokens.List,
  width: number,
  context: BlockContext,
): Promise<Line[]> {
  const { look, listDepth } = context;
  const inner = { ...context, listDepth: listDepth + 1 };
  const start = list.start === "" ? 1 : list.start;
  const numberColumns = String(start + list.items.length - 1).length;
  const bullet = look.glyphs.bullets[listDepth % look.glyphs.bullets.length] ?? "*";
  const items: Line[][] = [];
  for (const [index, item] of list.items.entries()) {
    const marker = list.ordered
      ? `${String(start + index).padStart(numberColumns)}. `
      : `${bullet} `;
    const mark = item.task ? (item.checked ? "[x] " : "[ ] ") : marker;
    const lines = await renderItem(item, width - columnsOf(mark), inner);
    items.push(hang(span(mark, look.plain), lines.length > 0 ? lines : [[]], look));
  }
  return joinBlocks(items, list.loose ? 1 : 0);
}

/** In a tight list no empty line stands between an item's words and the list below them. */
async function renderItem(
  item: Tokens.ListItem,
  width: number,
  context: BlockContext,
): Promise<Line[]> {
  if (item.loose) return renderBlocks(item.tokens, width, context);
  const lines: Line[] = [];
  for (const token of item.tokens) lines.push(...(await renderBlocks([token], width, context)));
  return lines;
}
