// Markdown to terminal text. The public door of the reader: strings in, strings out.

import { marked, type Token, type Tokens } from "marked";
import { isPrediction, type Prediction, parsePrediction } from "../course/predictions.ts";
import {
  type BlockContext,
  hang,
  joinBlocks,
  renderBlocks,
  renderEachBlock,
  renderQuote,
} from "./blocks.ts";
import type { FindLine } from "./code.ts";
import { lookFor, type ReaderOptions } from "./look.ts";
import { divideIntoParts, type RenderedBlock } from "./parts.ts";
import { columnsOfLine, type Line, paintLine, span } from "./span.ts";
import { wrapProse } from "./wrap.ts";

export type { ColorLevel, ReaderOptions } from "./look.ts";

export interface ScreenOptions extends ReaderOptions {
  /** Two digits, such as `01`. */
  lessonNumber: string;
  /** Knows where the code of a fence begins in its file. */
  findLine?: FindLine;
  /** Places of a prediction's options in the page, in the order to show; as written if not given. */
  orderOptions?: (demo: string, count: number) => number[];
}

/**
 * `markdown` as terminal text: lines of at most `options.width` columns joined by line feeds, with
 * none at the end. At color level 0 it holds no escape code, and at every level the same characters.
 * Waits only where code is colored, for the highlighter to load.
 */
export async function renderMarkdown(markdown: string, options: ReaderOptions): Promise<string> {
  return render(markdown, options, { look: lookFor(options), listDepth: 0 });
}

/** A screen, or the part of one that fits the terminal. */
export interface ScreenPart {
  /** Where it starts in the screen; grows from part to part, whatever was rendered in another way before. */
  start: number;
  text: string;
  /** What it shows. */
  markdown: string;
}

/**
 * A screen of a lesson: as `renderMarkdown`, but a prediction shows its options as a, b, c, without
 * marks and reasons, and says how to run its demo.
 *
 * @throws Error if a prediction is not in the form CONTRIBUTING.md gives.
 */
export async function renderScreen(markdown: string, options: ScreenOptions): Promise<string> {
  return render(markdown, options, screenContext(options));
}

/**
 * The same in parts of at most `height` lines. `isToPredict` says of a demo that its prediction is still to be made:
 * what follows the question may give the answer, and comes in the next part.
 */
export async function renderScreenParts(
  markdown: string,
  options: ScreenOptions,
  height = Number.POSITIVE_INFINITY,
  isToPredict: (demo: string) => boolean = () => false,
): Promise<ScreenPart[]> {
  const width = Math.floor(options.width);
  const blocks = await renderEachBlock(marked.lexer(markdown), width, screenContext(options));
  const parts = divideIntoParts(
    blocks.map(({ token, lines }) => ({
      lines,
      raw: token.raw.trim(),
      announces: announcing(token),
      endsPart: isQuestion(token) && isToPredict(parse(token).demo),
    })),
    height,
  );
  return parts.map(({ start, lines, raw }) => ({ start, text: paintLines(lines), markdown: raw }));
}

function announcing(token: Token): RenderedBlock["announces"] {
  if (token.type === "heading") return "heading";
  return /:\s*$/.test(token.raw) ? "words" : undefined;
}

function isQuestion(token: Token): token is Tokens.Blockquote {
  return token.type === "blockquote" && isPrediction(token as Tokens.Blockquote);
}

function parse(quote: Tokens.Blockquote): Prediction {
  return parsePrediction(quote, { file: "the page", line: 1 });
}

function screenContext(options: ScreenOptions): BlockContext {
  const { findLine } = options;
  const context: BlockContext = {
    look: lookFor(options),
    listDepth: 0,
    ...(findLine && { findLine }),
  };
  return {
    ...context,
    renderQuote: async (quote, width) =>
      isPrediction(quote) ? renderPrediction(quote, width, options, context) : undefined,
  };
}

async function render(
  markdown: string,
  { width }: ReaderOptions,
  context: BlockContext,
): Promise<string> {
  return paintLines(await renderBlocks(marked.lexer(markdown), Math.floor(width), context));
}

function paintLines(lines: Line[]): string {
  return lines.map(paintLine).join("\n");
}

async function renderPrediction(
  quote: Tokens.Blockquote,
  width: number,
  { lessonNumber, orderOptions }: ScreenOptions,
  context: BlockContext,
): Promise<Line[]> {
  const { look } = context;
  const { demo, question, options } = parse(quote);
  const order = orderOptions?.(demo, options.length) ?? [...options.keys()];
  const inner = Math.max(2, width - 2);
  const choices: Line[] = [];
  for (const [place, index] of order.entries()) {
    const text = options[index]?.text ?? "";
    const letter = span(`${String.fromCharCode(97 + place)}. `, look.heading);
    choices.push(...hang(letter, await renderBlocks(marked.lexer(text), inner - 3, context), look));
  }
  const command = span(`\`npm start -- run ${lessonNumber} ${demo}\``, look.plain.cyan);
  const advice = [span("Choose, then run it: ", look.plain), command];
  // A command in one piece can be copied.
  const adviceLines = columnsOfLine(advice) <= inner ? [advice] : [advice.slice(0, 1), [command]];
  const opening = `**Predict** \`${demo}\`: ${question}`;
  return renderQuote(
    joinBlocks([
      await renderBlocks(marked.lexer(opening), inner, context),
      choices,
      adviceLines.flatMap((line) => wrapProse(line, inner)),
    ]),
    look,
  );
}
