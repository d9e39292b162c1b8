// Hints: what follows a page's `## Hints`, a heading and an ordered list for each exercise.

import { MarkdownError, type MarkdownPlace, quoteStart } from "./markdown-error.ts";
import type { PlacedToken } from "./placed-tokens.ts";

export interface ExerciseHints {
  /** Name of the exercise, such as `join`. */
  exercise: string;
  /** Markdown, in increasing strength: concept, question, place, code. */
  hints: string[];
  /** Where its heading is. */
  place: MarkdownPlace;
}

/**
 * The hints in the tokens after the heading `## Hints`.
 *
 * @throws MarkdownError
 */
export function parseHints(tokens: PlacedToken[]): ExerciseHints[] {
  const all: ExerciseHints[] = [];
  for (const { token, place } of tokens) {
    const last = all.at(-1);
    if (token.type === "space" || (token.type === "html" && token.raw.startsWith("<!--"))) continue;
    if (token.type === "heading" && token.depth === 3) {
      if (last) expectHints(last);
      if (!/^[\w-]+$/.test(token.text)) {
        throw new MarkdownError(place, "### and the name of an exercise", quoteStart(token.raw));
      }
      if (all.some(({ exercise }) => exercise === token.text)) {
        throw new MarkdownError(place, "hints for each exercise once", `\`${token.text}\` again`);
      }
      all.push({ exercise: token.text, hints: [], place });
    } else if (!last) {
      throw new MarkdownError(place, "### and the name of an exercise", quoteStart(token.raw));
    } else if (token.type !== "list" || !token.ordered || last.hints.length > 0) {
      const form = `one list 1. 2. 3. … under ### ${last.exercise}, and nothing else`;
      throw new MarkdownError(place, form, quoteStart(token.raw));
    } else {
      last.hints = token.items.map(({ text }) => text.trim());
      if (last.hints.includes(""))
        throw new MarkdownError(place, "words in every hint", "an empty one");
    }
  }
  const last = all.at(-1);
  if (last) expectHints(last);
  return all;
}

function expectHints({ exercise, hints, place }: ExerciseHints): void {
  if (hints.length === 0)
    throw new MarkdownError(place, `a list 1. 2. 3. … under ### ${exercise}`, "none");
}
