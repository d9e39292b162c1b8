// Errors of the course's Markdown, all in one form: where, what was expected, what is there.

/** Where a piece of a Markdown file is. */
export interface MarkdownPlace {
  /** As messages name it. */
  file: string;
  /** From 1. */
  line: number;
}

/** A page, a bank of questions or a file of mistakes has not the form that CONTRIBUTING.md gives. */
export class MarkdownError extends Error {
  readonly place: MarkdownPlace;
  readonly expected: string;
  readonly got: string;

  /** @param got what is there; a text is quoted by the caller */
  constructor(place: MarkdownPlace, expected: string, got: string) {
    super(`${place.file}:${place.line}: expected ${expected}, got ${got}`);
    this.place = place;
    this.expected = expected;
    this.got = got;
  }
}

/** The first line of `text` in backticks, cut to a readable length. */
export function quoteStart(text: string): string {
  const first = text.trim().split("\n")[0] ?? "";
  return first === "" ? "nothing" : `\`${first.length > 60 ? `${first.slice(0, 59)}…` : first}\``;
}
