// The `key: value` lines that open a lesson's page.

import { MarkdownError, quoteStart } from "./markdown-error.ts";

export interface FrontMatter {
  title: string;
  /** To read the page and run its demos, sitting by sitting. */
  sittingMinutes: number[];
  /** For all exercises together, if the page says so. */
  exerciseMinutes?: number;
  /** Line on which the page's text begins, from 1. */
  bodyLine: number;
  body: string;
}

/**
 * Splits a page into its front matter and its text.
 *
 * @param file Names the page in errors.
 * @throws MarkdownError
 */
export function parseFrontMatter(markdown: string, file: string): FrontMatter {
  const lines = markdown.replace(/^\uFEFF/, "").split(/\r?\n/);
  const form = "front matter: a line ---, then title: … and minutes: …, then ---";
  if (lines[0]?.trimEnd() !== "---") {
    throw new MarkdownError({ file, line: 1 }, form, quoteStart(lines[0] ?? ""));
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  if (end === -1) throw new MarkdownError({ file, line: 1 }, form, "no second ---");

  const values = new Map<string, { value: string; line: number }>();
  for (const [index, text] of lines.slice(1, end).entries()) {
    const line = index + 2;
    if (text.trim() === "") continue;
    const [, key = "", value = ""] = /^(title|minutes|exercises):\s*(.*?)\s*$/.exec(text) ?? [];
    if (value === "" || values.has(key)) {
      throw new MarkdownError(
        { file, line },
        "title: …, minutes: … or exercises: …, once each",
        quoteStart(text),
      );
    }
    values.set(key, { value, line });
  }
  const title = values.get("title");
  const minutes = values.get("minutes");
  if (!title) throw new MarkdownError({ file, line: 1 }, "title: … in the front matter", "none");
  if (!minutes)
    throw new MarkdownError({ file, line: 1 }, "minutes: … in the front matter", "none");
  const exercises = values.get("exercises");
  for (const [key, entry, form, what] of [
    [
      "minutes",
      minutes,
      /^[1-9]\d{0,2}( \+ [1-9]\d{0,2})*$/,
      "a whole number, or one for each sitting, such as 20 + 25",
    ],
    ["exercises", exercises, /^[1-9]\d{0,2}$/, "a whole number"],
  ] as const) {
    if (entry === undefined || form.test(entry.value)) continue;
    const place = { file, line: entry.line };
    throw new MarkdownError(place, `${key}: ${what}`, quoteStart(entry.value));
  }
  return {
    title: title.value.replace(/^(["'])(.*)\1$/, "$2"),
    sittingMinutes: minutes.value.split(" + ").map(Number),
    ...(exercises && { exerciseMinutes: Number(exercises.value) }),
    bodyLine: end + 2,
    body: lines.slice(end + 1).join("\n"),
  };
}
