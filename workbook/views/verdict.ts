// A verdict as the learner sees it: type errors, then one sentence, then what to look at.

import type { ChalkInstance } from "chalk";
import type { CompilerError, Verdict } from "../checker/verdict.ts";

const shownTypeErrors = 5;
const shownDetailLines = 30;

export interface VerdictView {
  verdict: Verdict;
  /** The line that the verdict points at, from the answer's own text. */
  sourceLine?: string;
}

/** Some lines, none of them empty at either end. */
export function renderVerdict({ verdict, sourceLine }: VerdictView, style: ChalkInstance): string {
  const blocks = [
    renderTypeErrors(verdict, style),
    renderSentence(verdict, style),
    renderPlace(verdict, sourceLine, style),
    (verdict.detail ?? [])
      .slice(0, shownDetailLines)
      .map((line) => `    ${colorDiff(line, style)}`),
    renderHeld(verdict, style),
    renderOutput(verdict, style),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function renderTypeErrors({ kind, typeErrors }: Verdict, style: ChalkInstance): string[] {
  if (typeErrors.length === 0 || kind === "syntax-error") return [];
  const shown = typeErrors.slice(0, shownTypeErrors).map((error) => renderTypeError(error, style));
  const left = typeErrors.length - shown.length;
  return left > 0 ? [...shown, `… and ${left} more`] : shown;
}

function renderTypeError({ place, code, message }: CompilerError, style: ChalkInstance): string {
  const where = style.cyan(`${place.file}:${place.line}:${place.column}`);
  return `${style.yellow("!")} ${where} ${message} ${style.dim(`(TS${code})`)}`;
}

function renderSentence({ exercise, passed, sentence }: Verdict, style: ChalkInstance): string[] {
  const mark = passed ? style.green.bold("✓ passed") : style.red.bold("✗ not yet");
  return [`${mark}  ${style.dim(exercise)}`, sentence];
}

function renderPlace(
  { place, typeErrors, kind }: Verdict,
  sourceLine: string | undefined,
  style: ChalkInstance,
): string[] {
  // The list of type errors names the place already.
  if (!place || (kind === "type-error" && typeErrors.length > 0)) return [];
  const where = `  ${style.cyan(`${place.file}:${place.line}:${place.column}`)}`;
  return sourceLine?.trim()
    ? [where, `    ${style.dim(`${place.line} │`)} ${sourceLine}`]
    : [where];
}

function renderHeld({ held, passed, tests }: Verdict, style: ChalkInstance): string[] {
  if (held.length === 0) return [];
  const rows = held.map((title) => `  ${style.green("✓")} ${style.dim(title)}`);
  return passed ? rows : [`Held so far (${held.length} of ${tests.total}):`, ...rows];
}

function renderOutput({ output }: Verdict, style: ChalkInstance): string[] {
  if (output.length === 0) return [];
  return ["Your code printed:", ...output.map((line) => `  ${style.dim("│")} ${line}`)];
}

function colorDiff(line: string, style: ChalkInstance): string {
  if (/^\s*- /.test(line)) return style.green(line);
  if (/^\s*\+ /.test(line)) return style.red(line);
  return line;
}
