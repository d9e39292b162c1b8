// HTML as values: text that is put into it is escaped, and what is HTML already says so by its type.

/** A piece of HTML that is safe to put into a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | readonly Html[];

/** A template whose values are escaped, in the text and in attributes with quotes; those that are `Html` stay. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(
    strings.reduce((text, string, index) => text + toText(values[index - 1] ?? "") + string),
  );
}

export function joinHtml(pieces: readonly Html[], between = "\n"): Html {
  return new Html(pieces.map(({ text }) => text).join(between));
}

export const noHtml = new Html("");

function toText(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  return typeof piece === "object" ? joinHtml(piece, "").text : escapeHtml(String(piece));
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
