// Writes expected terminal text line by line, so that a test reads like the screen.

import { stripVTControlCharacters } from "node:util";
import { type ReaderOptions, renderMarkdown } from "#workbook/reader/reader.ts";

/** Lines joined as the reader joins them. */
export function lines(...all: string[]): string {
  return all.join("\n");
}

/** `markdown` at 80 columns without colors, unless said otherwise. */
export function render(markdown: string, options: Partial<ReaderOptions> = {}): Promise<string> {
  return renderMarkdown(markdown, { width: 80, colors: 0, links: false, ...options });
}

/** The same text with its styles visible: `\e` stands for the escape character. */
export async function renderColored(
  markdown: string,
  options: Partial<ReaderOptions> = {},
): Promise<string> {
  const text = await render(markdown, { colors: 3, ...options });
  return text.replaceAll("\u001B", "\\e").replaceAll("\u0007", "\\a");
}

/** Terminal text without its escape codes. */
export function withoutStyles(text: string): string {
  return stripVTControlCharacters(text);
}
