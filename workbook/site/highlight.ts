// Colors code: each token with a class of its kind, so that the stylesheet has the colors, light and dark.

import { createCssVariablesTheme } from "shiki/core";
import { findGrammar, loadShiki } from "../reader/grammars.ts";
import { type Html, html, joinHtml } from "./html.ts";

/** The code as HTML, with colors if there is a grammar for the language. */
export type Highlight = (code: string, language: string) => Html;

const theme = createCssVariablesTheme({ name: "kinds", variablePrefix: "--" });

export async function loadHighlight(): Promise<Highlight> {
  const { codeToTokensBase } = await loadShiki(theme);
  return (code, language) => {
    const lang = findGrammar(language);
    if (lang === undefined) return html`${code}`;
    // Shiki gives up on a line after half a second, and the first line pays for the grammar: no limit.
    const lines = codeToTokensBase(code, { lang, theme: "kinds", tokenizeTimeLimit: 0 });
    return joinHtml(
      lines.map((tokens) => joinHtml(mergeTokens(tokens).map(renderToken), "")),
      "\n",
    );
  };
}

interface Token {
  content: string;
  /** What the theme makes of its kind, such as `var(--token-keyword)`. */
  color?: string;
}

/** White space takes the color of what comes before it. */
function mergeTokens(tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (last && (last.color === token.color || token.content.trim() === "")) {
      merged[merged.length - 1] = { ...last, content: last.content + token.content };
    } else merged.push(token);
  }
  return merged;
}

function renderToken({ content, color = "" }: Token): Html {
  const kind = /--token-([\w-]+)/.exec(color)?.[1];
  return kind === undefined ? html`${content}` : html`<span class="${kind}">${content}</span>`;
}
