// Reads which mutants of an exercise's answers behave the same, and why, and compares them with those that survive.

import { marked } from "marked";

/** A mutant that the tests let pass, and may. */
export interface Survivor {
  /** The answer's file name. */
  answer: string;
  diff: string;
}

/** @throws Error that says where the list has not the form that CONTRIBUTING.md gives */
export function readSurvivors(markdown: string, file: string): Survivor[] {
  const survivors: Survivor[] = [];
  let answer: string | undefined;
  let reason: string | undefined;
  for (const token of marked.lexer(markdown)) {
    if (token.type === "heading" && token.depth === 2) {
      answer = token.text.replaceAll("`", "");
      reason = undefined;
    }
    if (token.type === "paragraph") reason = token.text;
    if (token.type !== "code") continue;
    if (answer === undefined || reason === undefined || token.lang !== "diff") {
      throw new Error(
        `${file}: expected each \`diff\` fence below a heading that names its answer and a reason, got\n${token.text}`,
      );
    }
    survivors.push({ answer, diff: token.text });
  }
  return survivors;
}

/** Those that survive and are not listed, and those that are listed and do not survive. */
export function compareSurvivors<Found extends Survivor>(
  listed: readonly Survivor[],
  found: readonly Found[],
): { unlisted: Found[]; gone: Survivor[] } {
  const names = (survivors: readonly Survivor[]) => new Set(survivors.map(nameOf));
  const [known, alive] = [names(listed), names(found)];
  return {
    unlisted: found.filter((one) => !known.has(nameOf(one))),
    gone: listed.filter((one) => !alive.has(nameOf(one))),
  };
}

/** Wherever it stands and however it is indented. */
function nameOf({ answer, diff }: Survivor): string {
  const lines = diff.split("\n").map((line) => line.slice(0, 1) + line.slice(1).trim());
  return [answer, ...lines.filter((line) => line.trim() !== "")].join("\n");
}
