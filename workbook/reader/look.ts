// What things look like: styles and the characters drawn around text.

import { Chalk, type ChalkInstance } from "chalk";

/** 0 no escape codes at all, 1 sixteen colors, 2 256 colors, 3 24 bits: chalk's levels. */
export type ColorLevel = 0 | 1 | 2 | 3;

export interface ReaderOptions {
  /** Columns of the terminal. */
  width: number;
  colors: ColorLevel;
  /** Whether the terminal knows hyperlinks (OSC 8). Without colors there are none. */
  links: boolean;
  /** Whether the terminal shows lines and bullets beyond ASCII. True unless said otherwise. */
  unicode?: boolean;
}

/** Options filled in, with the styles and characters that follow from them. */
export interface Look {
  colors: ColorLevel;
  links: boolean;
  plain: ChalkInstance;
  heading: ChalkInstance;
  /** Captions, bars and rules: what is not the text itself. */
  quiet: ChalkInstance;
  glyphs: Glyphs;
}

interface Glyphs {
  bullets: string[];
  quoteBar: string;
  rule: string;
  titleRule: string;
  /** Before the rest of a code line that did not fit. One column. */
  continued: string;
  columnBar: string;
  headRule: { line: string; cross: string };
  rowRule: { line: string; cross: string };
}

const unicodeGlyphs: Glyphs = {
  bullets: ["•", "◦", "▪"],
  quoteBar: "│",
  rule: "─",
  titleRule: "═",
  continued: "↳",
  columnBar: "│",
  headRule: { line: "━", cross: "┿" },
  rowRule: { line: "─", cross: "┼" },
};

const asciiGlyphs: Glyphs = {
  bullets: ["*", "-", "+"],
  quoteBar: "|",
  rule: "-",
  titleRule: "=",
  continued: "\\",
  columnBar: "|",
  headRule: { line: "=", cross: "+" },
  rowRule: { line: "-", cross: "+" },
};

/** The look of these options. */
export function lookFor({ colors, links, unicode = true }: ReaderOptions): Look {
  const plain = new Chalk({ level: colors });
  return {
    colors,
    links: links && colors > 0,
    plain,
    heading: plain.bold,
    quiet: plain.dim,
    glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
  };
}
