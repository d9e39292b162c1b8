// Errors of a lesson's page, all in one form: where, what was expected, what is there.

/** Where a piece of a page is. */
export interface PagePlace {
  /** As messages name it. */
  file: string;
  /** From 1. */
  line: number;
}

/** The error `file:line: expected …, got …`. A text as `got` is quoted by the caller. */
export function pageError({ file, line }: PagePlace, expected: string, got: string): Error {
  return new Error(`${file}:${line}: expected ${expected}, got ${got}`);
}

/** The first line of `text` in backticks, cut to a readable length. */
export function quoteStart(text: string): string {
  const first = text.trim().split("\n")[0] ?? "";
  return first === "" ? "nothing" : `\`${first.length > 60 ? `${first.slice(0, 59)}…` : first}\``;
}

/** How many line breaks `text` has. */
export function countBreaks(text: string): number {
  return text.split("\n").length - 1;
}
