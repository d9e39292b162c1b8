// A verdict as the learner sees it: type errors, then one sentence, then what to look at.

import type { CompilerError, Verdict } from "../checker/verdict.ts";
import { renderTrace } from "../explorer/trace/render-trace.ts";
import { span } from "../reader/span.ts";
import { type Paper, renderProse, renderVerbatim } from "./prose.ts";
import { replayCommand } from "./shell.ts";

const shownTypeErrors = 5;
const shownDetailLines = 30;
/** Empty lines, the keys or the advice below a verdict, and the row with the cursor. */
const rowsBelow = 4;

export interface VerdictView {
  verdict: Verdict;
  /** The line that the verdict points at, from the answer's own text. */
  sourceLine?: string;
  /** What its schedule broke, where `replay` needs to be told. */
  replayOf?: string;
}

export interface Window extends Paper {
  /** Rows, if it has an end. */
  height?: number | undefined;
}

/**
 * Some lines, none of them empty at either end. Sentences fit the paper; code, differences and
 * what the answer printed stay as they are, however long. Where a failure would push its sentence
 * out of the window, what held is counted and not listed.
 */
export function renderVerdict(view: VerdictView, window: Window): string {
  const whole = renderBlocks(view, window, true);
  const { height = Number.POSITIVE_INFINITY } = window;
  const fits = whole.split("\n").length + rowsBelow <= height;
  return fits || view.verdict.passed ? whole : renderBlocks(view, window, false);
}

function renderBlocks(
  { verdict, sourceLine, replayOf }: VerdictView,
  paper: Paper,
  listsHeld: boolean,
): string {
  const blocks = [
    renderTypeErrors(verdict, paper),
    renderSentence(verdict, paper),
    renderPlace(verdict, sourceLine, paper),
    renderSchedule(verdict, replayOf, paper),
    renderDetail(verdict, paper),
    renderHeld(verdict, paper, listsHeld),
    renderOutput(verdict, paper),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function renderTypeErrors({ kind, typeErrors }: Verdict, paper: Paper): string[] {
  if (typeErrors.length === 0 || kind === "syntax-error") return [];
  const shown = typeErrors.slice(0, shownTypeErrors).map((error) => renderTypeError(error, paper));
  const left = typeErrors.length - shown.length;
  return left > 0 ? [...shown, `… and ${left} more`] : shown;
}

function renderTypeError({ place, code, message }: CompilerError, paper: Paper): string {
  const { style } = paper;
  const where = span(`${place.file}:${place.line}:${place.column}`, style.cyan);
  const number = span(`(TS${code})`, style.dim);
  return renderProse([where, ` ${message} `, number], paper, [span("! ", style.yellow)]);
}

function renderSentence({ exercise, passed, sentence }: Verdict, paper: Paper): string[] {
  const { style } = paper;
  const mark = passed ? style.green.bold("✓ passed") : style.red.bold("✗ not yet");
  return [`${mark}  ${style.dim(exercise)}`, renderProse([sentence], paper)];
}

function renderPlace(
  { place, typeErrors, kind }: Verdict,
  sourceLine: string | undefined,
  { style }: Paper,
): string[] {
  // The list of type errors names the place already.
  if (!place || (kind === "type-error" && typeErrors.length > 0)) return [];
  const where = `  ${style.cyan(`${place.file}:${place.line}:${place.column}`)}`;
  if (!sourceLine?.trim()) return [where];
  return [where, `    ${style.dim(`${place.line} │`)} ${renderVerbatim(sourceLine, style)}`];
}

/** The counterexample, and how to step through it. */
function renderSchedule(
  { recording }: Verdict,
  replayOf: string | undefined,
  paper: Paper,
): string[] {
  if (!recording) return [];
  const { width, style } = paper;
  const { trace, threads, code, file, program = [] } = recording;
  const command = style.cyan(replayCommand(code, replayOf));
  const clients = program.map((line) =>
    renderProse([span(line, style)], paper, [span("  ", style)]),
  );
  if (clients.length > 0) clients.push("");
  return [
    ...clients,
    renderTrace(trace, threads, { width, file }),
    "",
    `Step through it: ${command}`,
  ];
}

function renderDetail({ detail = [] }: Verdict, { style }: Paper): string[] {
  return detail.slice(0, shownDetailLines).map((line) => {
    const color = /^\s*- /.test(line) ? style.green : /^\s*\+ /.test(line) ? style.red : style;
    return renderVerbatim(`    ${line}`, color);
  });
}

function renderHeld({ held, passed, tests }: Verdict, paper: Paper, listsHeld: boolean): string[] {
  if (held.length === 0) return [];
  // What stands in the way then is none of them: a type error, or an error that reached no test.
  const heldAll = held.length === tests.total;
  const all = `All ${held.length} tests held`;
  if (!listsHeld) return [heldAll ? `${all}.` : `Held so far: ${held.length} of ${tests.total}.`];
  const { style } = paper;
  const rows = held.map((title) => {
    const mark = [span("  ", style), span("✓", style.green), span(" ", style)];
    return renderProse([span(title, style.dim)], paper, mark);
  });
  return passed
    ? rows
    : [heldAll ? `${all}:` : `Held so far (${held.length} of ${tests.total}):`, ...rows];
}

function renderOutput({ output }: Verdict, { style }: Paper): string[] {
  if (output.length === 0) return [];
  const rows = output.map((line) => `  ${style.dim("│")} ${renderVerbatim(line, style)}`);
  return ["Your code printed:", ...rows];
}
