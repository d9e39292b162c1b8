// Markdown as tokens that know their places: what pages, banks of questions and files of mistakes are read from.

import { Lexer, Marked, type MarkedToken, type Tokens } from "marked";
import type { MarkdownPlace } from "./markdown-error.ts";

/** A token directly in the document, and where its first word is. */
export interface PlacedToken {
  token: MarkedToken;
  place: MarkdownPlace;
}

/** A `##` heading, and what follows it up to the next. */
export interface Section {
  heading: Tokens.Heading;
  place: MarkdownPlace;
  tokens: PlacedToken[];
}

/** An instance of its own: what others teach the shared `marked` does not reach the course. */
const parser = new Marked();

/**
 * marked keeps no positions, but the raw texts of its tokens add up to the document.
 *
 * @param place where `markdown` begins
 */
export function placeTokens(markdown: string, { file, line }: MarkdownPlace): PlacedToken[] {
  let next = line;
  return (parser.lexer(markdown) as MarkedToken[]).map((token) => {
    const blank = countBreaks(/^\n*/.exec(token.raw)?.[0] ?? "");
    const placed = { token, place: { file, line: next + blank } };
    next += countBreaks(token.raw);
    return placed;
  });
}

/** The document's sections, and what comes before the first. */
export function splitAtHeadings(tokens: PlacedToken[]): {
  opening: PlacedToken[];
  sections: Section[];
} {
  const opening: PlacedToken[] = [];
  const sections: Section[] = [];
  for (const placed of tokens) {
    const { token, place } = placed;
    if (isSectionHeading(token)) sections.push({ heading: token, place, tokens: [] });
    else (sections.at(-1)?.tokens ?? opening).push(placed);
  }
  return { opening, sections };
}

export function isSectionHeading(token: MarkedToken): token is Tokens.Heading {
  return token.type === "heading" && token.depth === 2;
}

/** The items of a list that begins at `place`, each with its own place. */
export function placeItems(
  list: Tokens.List,
  { file, line }: MarkdownPlace,
): { item: Tokens.ListItem; place: MarkdownPlace }[] {
  let offset = 0;
  return list.items.map((item) => {
    // The last item of a list loses its blank lines, so each is looked for rather than counted on.
    const start = Math.max(list.raw.indexOf(item.raw, offset), offset);
    offset = start + item.raw.length;
    return { item, place: { file, line: line + countBreaks(list.raw.slice(0, start)) } };
  });
}

/** What a code span that is the whole text holds; undefined for any other text. */
export function codeSpanOf(text: string): string | undefined {
  const [token, ...others] = Lexer.lexInline(text);
  return token?.type === "codespan" && others.length === 0 ? token.text : undefined;
}

/** How many line breaks `text` has. */
export function countBreaks(text: string): number {
  return text.split("\n").length - 1;
}
