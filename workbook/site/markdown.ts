// The course's Markdown as HTML. What pages say can never become a tag, a script or a link that runs one.

import { Marked, type MarkedToken, type RendererObject, type Token, type Tokens } from "marked";
import { parseFenceInfo } from "../course/fences.ts";
import { captionOf, type FindLine } from "../reader/code.ts";
import { decodeEntities, textOfHtml } from "../reader/entities.ts";
import type { Highlight } from "./highlight.ts";
import { Html, html, noHtml } from "./html.ts";

export interface MarkdownOptions {
  highlight: Highlight;
  /** Knows where the code of a fence begins in its file. */
  findLine?: FindLine;
  /** How many levels lower headings are than they are written. */
  lower?: number;
}

export interface MarkdownRenderer {
  tokens(markdown: string): MarkedToken[];
  blocks(markdown: string | Token[]): Html;
  /** One line, such as a heading or an option. */
  inline(markdown: string): Html;
}

export function markdownRenderer(options: MarkdownOptions): MarkdownRenderer {
  const marked = new Marked({ renderer: renderer(options) });
  const tokens = (markdown: string) => marked.lexer(markdown) as MarkedToken[];
  return {
    tokens,
    blocks: (markdown) =>
      new Html(marked.parser(typeof markdown === "string" ? tokens(markdown) : markdown).trim()),
    inline: (markdown) => new Html(marked.parseInline(markdown, { async: false })),
  };
}

function renderer({ highlight, findLine, lower = 0 }: MarkdownOptions): RendererObject {
  return {
    heading({ depth, tokens }) {
      const level = Math.min(6, depth + lower);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    code: (token) => renderCode(token, highlight, findLine).text,
    // A block of code may be wider than a phone, and so may a table: they scroll, the page does not.
    table({ header, rows }) {
      const inline = ({ tokens }: Tokens.TableCell) => new Html(this.parser.parseInline(tokens));
      const head = header.map((cell) => html`<th scope="col">${inline(cell)}</th>`);
      const body = rows.map(
        (row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>\n`,
      );
      return html`<div class="wide" tabindex="0" role="group" aria-label="Table"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
`.text;
    },
    html: ({ text }) => html`${textOfHtml(text)}`.text,
    image: ({ text }) => html`[picture: ${decodeEntities(text)}]`.text,
    link({ href, tokens, autolink }) {
      const target = autolink ? href : decodeEntities(href);
      const text = new Html(this.parser.parseInline(tokens));
      // A file beside the page is not on the site: its name is its text, as in the terminal.
      return isOutside(target) ? html`<a href="${target}">${text}</a>`.text : text.text;
    },
  };
}

function isOutside(target: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(target);
}

function renderCode(
  { text, lang = "" }: Tokens.Code,
  highlight: Highlight,
  findLine?: FindLine,
): Html {
  const info = parseFenceInfo(lang);
  const caption = captionOf(info, findLine);
  const code = highlight(text, info.lang);
  const captionHtml = caption === "" ? noHtml : html`<figcaption>${caption}</figcaption>`;
  return html`<figure class="code">${captionHtml}<pre tabindex="0"><code>${code}</code></pre></figure>
`;
}
