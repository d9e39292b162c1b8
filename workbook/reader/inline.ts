// What stands inside a line of Markdown, as spans: emphasis, code, links, entities.

import type { ChalkInstance } from "chalk";
import type { MarkedToken, Token } from "marked";
import { decodeEntities, textOfHtml } from "./entities.ts";
import type { Look } from "./look.ts";
import { type Span, span } from "./span.ts";

/**
 * The spans of each line: more than one line only where the page itself breaks it.
 * Code keeps its backticks and deleted text its `~~`, so that no meaning hangs on a style.
 */
export function renderInline(tokens: Token[], style: ChalkInstance, look: Look): Span[][] {
  const lines: Span[][] = [[]];
  for (const token of tokens) {
    for (const [index, spans] of renderToken(token as MarkedToken, style, look).entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...spans);
    }
  }
  return lines;
}

function renderToken(token: MarkedToken, style: ChalkInstance, look: Look): Span[][] {
  switch (token.type) {
    case "strong":
      return renderInline(token.tokens, style.bold, look);
    case "em":
      return renderInline(token.tokens, style.italic, look);
    case "del": {
      const lines = renderInline(token.tokens, style.strikethrough, look);
      lines[0]?.unshift(span("~~", style));
      lines.at(-1)?.push(span("~~", style));
      return lines;
    }
    case "codespan":
      return [[span(`\`${token.text}\``, style.cyan)]];
    case "link": {
      const text = token.autolink
        ? [[span(token.text, style.underline)]]
        : renderInline(token.tokens, style.underline, look);
      return addTarget(text, decodeTarget(token.href, token.autolink), style, look);
    }
    case "image":
      return [[span(`[picture: ${decodeEntities(token.text)}]`, style)]];
    case "br":
      return [[], []];
    case "html":
      return textOfHtml(token.raw)
        .split("\n")
        .map((text) => [span(text, style)]);
    case "text":
      if (token.tokens) return renderInline(token.tokens, style, look);
      return [[span(decodeEntities(token.text), style)]];
    case "checkbox":
      return [];
    default:
      return [[span("text" in token ? token.text : token.raw, style)]];
  }
}

/** A link out of the course says where it leads; one to a file beside the page is its text alone. */
function addTarget(lines: Span[][], target: string, style: ChalkInstance, look: Look): Span[][] {
  if (!/^[a-z][a-z\d+.-]*:/i.test(target)) return lines;
  if (look.links) {
    return lines.map((line) => line.map(({ text, style }) => span(text, style, target)));
  }
  const text = lines
    .flat()
    .map(({ text }) => text)
    .join("");
  if (text !== target && `mailto:${text}` !== target)
    lines.at(-1)?.push(span(` (${target})`, style));
  return lines;
}

function decodeTarget(href: string, isLiteral = false): string {
  return isLiteral ? href : decodeEntities(href);
}
