// Hints: what follows a page's `## Hints`, a heading and an ordered list for each exercise.

import type { PlacedToken } from "./page.ts";
import { pageError, quoteStart } from "./page-error.ts";

export interface ExerciseHints {
  /** Name of the exercise, such as `join`. */
  exercise: string;
  /** Markdown, in increasing strength: concept, question, place, code. */
  hints: string[];
  /** Line of its heading in the page, from 1. */
  line: number;
}

/**
 * The hints in the tokens after the heading `## Hints`.
 *
 * @param file Names the page in errors.
 * @throws Error with file, line, expected and got.
 */
export function parseHints(tokens: PlacedToken[], file: string): ExerciseHints[] {
  const all: ExerciseHints[] = [];
  for (const { token, line } of tokens) {
    const place = { file, line };
    const last = all.at(-1);
    if (token.type === "space" || (token.type === "html" && token.raw.startsWith("<!--"))) continue;
    if (token.type === "heading" && token.depth === 3) {
      if (last) expectHints(last, file);
      if (!/^[\w-]+$/.test(token.text)) {
        throw pageError(place, "### and the name of an exercise", quoteStart(token.raw));
      }
      if (all.some(({ exercise }) => exercise === token.text)) {
        throw pageError(place, "hints for each exercise once", `\`${token.text}\` again`);
      }
      all.push({ exercise: token.text, hints: [], line });
    } else if (!last) {
      throw pageError(place, "### and the name of an exercise", quoteStart(token.raw));
    } else if (token.type !== "list" || !token.ordered || last.hints.length > 0) {
      const form = `one list 1. 2. 3. … under ### ${last.exercise}, and nothing else`;
      throw pageError(place, form, quoteStart(token.raw));
    } else {
      last.hints = token.items.map(({ text }) => text.trim());
      if (last.hints.includes("")) throw pageError(place, "words in every hint", "an empty one");
    }
  }
  const last = all.at(-1);
  if (last) expectHints(last, file);
  return all;
}

function expectHints({ exercise, hints, line }: ExerciseHints, file: string): void {
  if (hints.length === 0)
    throw pageError({ file, line }, `a list 1. 2. 3. … under ### ${exercise}`, "none");
}
