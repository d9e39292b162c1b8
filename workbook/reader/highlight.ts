// Colors code by Shiki, loaded the first time a block needs it that was never colored before.

import { createHash } from "node:crypto";
import type { ChalkInstance } from "chalk";
import type { HighlighterCore } from "shiki/core";
import { remember } from "../remember.ts";
import { findGrammar, loadShiki } from "./grammars.ts";
import type { Look } from "./look.ts";
import { type Line, span } from "./span.ts";

type StyleName =
  | "red"
  | "redBright"
  | "green"
  | "yellow"
  | "blue"
  | "magenta"
  | "magentaBright"
  | "cyan";

/**
 * The accents of the theme, Solarized, with their places among the terminal's own sixteen colors.
 * They read on dark and on light ground. Its grays do not, so they are left to the terminal.
 */
const accents: Record<string, StyleName> = {
  "#DC322F": "red",
  "#CB4B16": "redBright",
  "#859900": "green",
  "#B58900": "yellow",
  "#268BD2": "blue",
  "#D33682": "magenta",
  "#6C71C4": "magentaBright",
  "#2AA198": "cyan",
};
const commentGray = "#586E75";
/** Of the bits of TextMate's font styles, the one for bold; `storage` (const, async) has it. */
const boldBit = 2;

let highlighter: Promise<HighlighterCore> | undefined;

/** The lines of `code`, colored if there are colors and a grammar for `language`. */
export async function highlight(code: string, language: string, look: Look): Promise<Line[]> {
  const grammar = findGrammar(language);
  if (look.colors === 0 || grammar === undefined) {
    return code.split("\n").map((line) => [span(line, look.plain)]);
  }
  const name = createHash("sha256").update(`${grammar} ${code}`).digest("hex").slice(0, 16);
  const lines = await remember(`code-${name}`, code, () => tokenize(code, grammar));
  return lines.map((tokens) =>
    tokens.map(({ content, color, fontStyle }) => span(content, styleOf(color, fontStyle, look))),
  );
}

interface Token {
  content: string;
  color?: string | undefined;
  fontStyle?: number | undefined;
}

async function tokenize(code: string, grammar: string): Promise<Token[][]> {
  highlighter ??= loadShiki(import("shiki/themes/solarized-dark.mjs"));
  const { codeToTokensBase } = await highlighter;
  // Shiki gives up on a line after half a second, and the first line pays for the grammar: no limit.
  const options = { lang: grammar, theme: "solarized-dark", tokenizeTimeLimit: 0 };
  return codeToTokensBase(code, options).map((tokens) =>
    tokens.map(({ content, color, fontStyle }) => ({ content, color, fontStyle })),
  );
}

function styleOf(color: string | undefined, fontStyle = 0, look: Look): ChalkInstance {
  const hex = color?.toUpperCase() ?? "";
  if (hex === commentGray) return look.quiet;
  const accent = accents[hex];
  if (accent === undefined) return (fontStyle & boldBit) === 0 ? look.plain : look.heading;
  return look.colors === 1 ? look.plain[accent] : look.plain.hex(hex);
}
