// Edits of a text, as a `diff` fence shows them: lines that stand in it once, and what stands there instead.

import { MarkdownError, type MarkdownPlace, quoteStart } from "./markdown-error.ts";
import { countBreaks } from "./placed-tokens.ts";

export interface Edit {
  /** Whole lines that follow each other in the text. */
  was: string[];
  /** The lines that take their place. */
  is: string[];
  /** Where its first line is in the Markdown. */
  place: MarkdownPlace;
}

/**
 * The edits in a fence: lines that begin with a space stand in both texts, those with `-` in the old
 * one and those with `+` in the new one. A line `@@` ends an edit and begins another.
 *
 * @param place where the fence's code begins
 * @throws MarkdownError
 */
export function parseEdits(code: string, { file, line }: MarkdownPlace): Edit[] {
  let next = line;
  return code.split(/^@@\n/m).map((part) => {
    const edit = parseEdit(part.replace(/\n$/, "").split("\n"), { file, line: next });
    next += countBreaks(part) + 1;
    return edit;
  });
}

function parseEdit(lines: string[], place: MarkdownPlace): Edit {
  const edit: Edit = { was: [], is: [], place };
  for (const [index, text] of lines.entries()) {
    // Editors take away the space of an empty line.
    const mark = text[0] ?? " ";
    if (!" -+".includes(mark)) {
      const form = "a line that begins with a space, - or +, or @@ alone";
      throw new MarkdownError({ ...place, line: place.line + index }, form, quoteStart(text));
    }
    if (mark !== "+") edit.was.push(text.slice(1));
    if (mark !== "-") edit.is.push(text.slice(1));
  }
  if (edit.was.length === 0) {
    const form = "an edit with a line that stands in its base";
    throw new MarkdownError(place, form, "none that begins with a space or -");
  }
  if (lines.every((text) => !/^[-+]/.test(text))) {
    const form = "an edit that changes something";
    throw new MarkdownError(place, form, "no line that begins with - or +");
  }
  return edit;
}

export interface EditedText {
  /** Which mistake they make. */
  mistake: string;
  /** What they are edits of, as messages name it. */
  base: string;
}

/**
 * `text` with all `edits` made.
 *
 * @throws MarkdownError unless each of them fits one place of `text`, and no two the same lines
 */
export function applyEdits(text: string, edits: Edit[], about: EditedText): string {
  const lines = text.split(/\r?\n/);
  // From the last to the first: none moves the place of another.
  const placed = edits
    .map((edit) => ({ ...edit, at: findPlace(lines, edit, about) }))
    .sort((a, b) => b.at - a.at);
  for (const [index, { at, was, place }] of placed.entries()) {
    const below = placed[index - 1];
    if (below && at + was.length > below.at) {
      const form = `edits of \`${about.mistake}\` with lines of their own`;
      const got = `two that share ${quoteStart(lines[below.at] ?? "")}: make one of them`;
      throw new MarkdownError(place, form, got);
    }
  }
  for (const { at, was, is } of placed) lines.splice(at, was.length, ...is);
  return lines.join("\n");
}

function findPlace(lines: string[], { was, place }: Edit, { mistake, base }: EditedText): number {
  const places = [...lines.keys()].filter((at) =>
    was.every((text, index) => lines[at + index] === text),
  );
  const [only, another] = places;
  if (only !== undefined && another === undefined) return only;
  const stranger = was.find((text) => !lines.includes(text));
  const got =
    another !== undefined
      ? `${places.length} places: add a line above or below`
      : stranger !== undefined
        ? `none, since ${quoteStart(stranger)} is no line of it: write the edit anew`
        : "none, since its lines do not follow each other there: write the edit anew";
  const form = `an edit of \`${mistake}\` that fits ${base} in one place`;
  throw new MarkdownError(place, form, got);
}
