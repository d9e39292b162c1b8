// Text that knows its style but is not yet escape codes, so that measuring and wrapping can never break one.

import type { ChalkInstance } from "chalk";
import fastStringWidth from "fast-string-width";

/** A run of text in one style. `text` holds no control characters: build spans with `span`. */
export interface Span {
  text: string;
  style: ChalkInstance;
  /** Where the text leads, for terminals that know hyperlinks (OSC 8). */
  link?: string;
}

/** One line of the terminal. */
export type Line = Span[];

/** A span of `text`, rid of control characters: what a page says can never steer the terminal. */
export function span(text: string, style: ChalkInstance, link?: string): Span {
  const clean = text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (character) =>
    /[\t\n\r\u2028\u2029]/.test(character) ? " " : "",
  );
  if (link === undefined) return { text: clean, style };
  return { text: clean, style, link: link.replaceAll(/[\p{Cc}\s]/gu, "") };
}

/** How many columns `text` takes. Escape codes take none, wide characters and emoji two. */
export function columnsOf(text: string): number {
  return isPlain(text) ? text.length : fastStringWidth(text);
}

/**
 * Inside of brackets in a regular expression: characters of one column, between any two of which lies a border of
 * graphemes. They are ASCII, Latin-1, some punctuation, arrows and signs, box drawings and blocks; a soft hyphen is none.
 */
export const plainCharacters =
  " -~\\u00A0-\\u00AC\\u00AE-\\u00FF\\u2010-\\u2027\\u2190-\\u2193\\u2212\\u2500-\\u259F";
const plain = new RegExp(`^[${plainCharacters}]*$`);

/** Whether there is nothing but plain characters: anything else takes long to look up. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** How many columns a line takes. */
export function columnsOfLine(line: Line): number {
  return columnsOf(line.map(({ text }) => text).join(""));
}

/** The line with the escape codes of its styles. Spaces at its end are dropped. */
export function paintLine(line: Line): string {
  return trimEnd(mergeSpans(line))
    .map(({ text, style, link }) => {
      const painted = style(text);
      return link === undefined ? painted : `\u001B]8;;${link}\u0007${painted}\u001B]8;;\u0007`;
    })
    .join("");
}

/** The same line in as few spans as can be. */
export function mergeSpans(line: Line): Line {
  const merged: Line = [];
  for (const next of line) {
    const last = merged.at(-1);
    if (next.text === "") continue;
    if (last && last.style === next.style && last.link === next.link) {
      merged[merged.length - 1] = { ...last, text: last.text + next.text };
    } else merged.push(next);
  }
  return merged;
}

function trimEnd(line: Line): Line {
  const trimmed = [...line];
  for (let last = trimmed.pop(); last; last = trimmed.pop()) {
    const text = last.text.replace(/ +$/, "");
    if (text !== "") return [...trimmed, { ...last, text }];
  }
  return [];
}
