// What a question is.

export interface Option {
  /** Inline Markdown, one line. */
  text: string;
  right: boolean;
  /** Markdown: why this option is right or wrong. */
  reason: string;
}

export interface Question {
  /** `01-threads/what-does-join-wait-for`: stable, and what progress is filed under. */
  id: string;
  /** Inline Markdown. */
  title: string;
  /** Markdown between the heading and the options, code fences included. */
  body: string;
  /** Two to nine, in the file's order. */
  options: Option[];
  /** True if the learner is to pick every right option rather than the only one. */
  chooseAll: boolean;
  /** The program a ` ```ts run ` fence holds; `line` is the line of the fence in the bank. */
  run?: { code: string; line: number };
}

/** The letter an option is shown and answered with: 0 is `a`. */
export function letterOf(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}
