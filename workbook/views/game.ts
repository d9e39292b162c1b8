// The game in a terminal: its levels, and the board of a round.

import type { ChalkInstance } from "chalk";
import { findPlaceIn, showLine } from "../explorer/trace/place.ts";
import { renderTrace } from "../explorer/trace/render-trace.ts";
import type { Board } from "../game/game.ts";
import type { Level } from "../game/levels.ts";
import {
  countSteps,
  describeKept,
  describeOutcome,
  describeStuck,
  type Kept,
  task,
} from "../game/words.ts";
import { type Span, span } from "../reader/span.ts";
import { type Paper, renderProse, renderVerbatim, unbroken, wrapVerbatim } from "./prose.ts";

/** Lines of code above and below the one where a thread stands. */
const codeAround = 2;

const otherFiles = "A line with a file's name is not in the code above.";

export interface LevelLine {
  level: Level;
  /** Counted in the level's lesson, from 1. */
  number: number;
  kept: Kept | undefined;
}

/** A line a level. */
export function renderLevels(levels: readonly LevelLine[], paper: Paper): string {
  const { style } = paper;
  return levels
    .map(({ level, number, kept }) => {
      const isFixed = kept?.fixedAt !== undefined;
      const mark = isFixed ? span("✓", style.green) : span("·", style);
      const start = [span("  ", style), mark, span(` ${String(number).padStart(2)} `, style)];
      const name = `${level.exercise.replace(/^.*\//, "")}: ${level.mistake}`;
      return renderProse([name, "  ", ...renderKept(level, kept, style)], paper, start);
    })
    .join("\n");
}

/** What a list keeps of a line for itself, by its own count. */
const choiceColumns = 16;

/** A level among others to choose from, of lesson `lesson`: what was broken and what was fixed can be told at a glance. */
export function renderChoice(
  { level, number, kept }: LevelLine,
  lesson: string,
  { width, style }: Paper,
): string {
  const mark = kept?.fixedAt !== undefined ? "✓" : kept?.fewestSteps === undefined ? " " : "×";
  const name = `${level.exercise.replace(/^.*\//, "")}: ${level.mistake}`;
  const start = [span(`${mark} ${lesson} · ${String(number).padStart(2)}  `, style)];
  const paper = { width: width - choiceColumns, style };
  return renderProse([`${name}, `, ...renderKept(level, kept, style)], paper, start);
}

/** A number stays with its word. */
function renderKept(level: Level, kept: Kept | undefined, style: ChalkInstance): Span[] {
  const parts = describeKept(level, kept).split(", ");
  const { dim } = style;
  return parts.flatMap((part, index) => [
    ...(index > 0 ? [span(", ", dim)] : []),
    unbroken(part, dim),
  ]);
}

export interface BoardView {
  board: Board;
  level: Level;
  /** The wrong answer, and its text. */
  file: string;
  code: string;
}

interface Introduction {
  program: readonly string[];
  /** The file in which the calls of the program are, from the course's folder on. */
  calls: string;
  number: number;
}

/** What the level is about, before the first step. */
export function renderIntroduction(
  { level, code }: Omit<BoardView, "board">,
  { program, calls, number }: Introduction,
  paper: Paper,
): string {
  const { style } = paper;
  const lines = code.trimEnd().split("\n");
  return [
    style.bold(`Level ${number}: ${level.exercise}, ${level.mistake}`),
    "",
    ...lines.map((line, index) => renderCodeLine(line, index + 1, "", paper)),
    "",
    ...program.map((line) => renderVerbatim(line, style)),
    renderProse([span(`These calls are in ${calls}. ${otherFiles}`, style.dim)], paper),
    "",
    renderProse([task], paper),
    renderProse([span(level.goal, style.bold)], paper, [span("  ", style)]),
    renderProse([`Par is ${countSteps(level.par)}.`], paper),
  ].join("\n");
}

/** Code, threads, memory, and what can be chosen. */
export function renderBoard(view: BoardView, paper: Paper): string {
  const { board, level, file } = view;
  const { trace, changed, outcome, results } = board;
  const { style, width } = paper;
  const count = trace.steps.length;
  const head = `${style.bold(`Step ${count}`)}  ${style.dim(`par ${level.par}`)}`;
  const table = renderVerbatimLines(renderTrace(trace, trace.ends.length, { width, file }), paper);
  // The introduction may have left the window.
  const goal = renderProse([span(`Goal: ${level.goal}`, style.dim)], paper);
  const top = outcome === "broken" ? [head] : [head, goal];
  const sections = [
    [...top, ...renderCode(view, paper)].join("\n"),
    table,
    ...(results.length > 0 ? [renderResults(results, paper)] : []),
    ...(changed ? [style.yellow(`changed: ${changed.cell} ${changed.old} → ${changed.new}`)] : []),
  ];
  const says = describeOutcome(board);
  if (outcome === "broken") {
    sections.push(renderProse([span(says, style.bold)], paper));
    return sections.join("\n\n");
  }
  if (outcome === "safe") {
    return [...sections, renderProse([span(says, style.yellow)], paper)].join("\n\n");
  }
  if (outcome === "lost") sections.push(renderProse([says], paper));
  return [...sections, renderChoices(board, file, paper)].join("\n\n");
}

/** What the calls that are over gave. */
function renderResults(results: readonly string[], paper: Paper): string {
  return results.map((line) => renderProse([line], paper)).join("\n");
}

function renderChoices({ previews }: Board, file: string, { style }: Paper): string {
  return previews
    .map(({ thread, does, step }) => {
      const at = showLine(step, file);
      const line = at === "" ? "" : `  ${style.dim(/^\d/.test(at) ? `line ${at}` : at)}`;
      const key = style.bold(String(thread + 1));
      return `${key}  ${renderVerbatim(does, style)}${line}`;
    })
    .join("\n");
}

/** The lines where threads stand, marked with their numbers, and some around them. */
function renderCode({ board, file, code }: BoardView, paper: Paper): string[] {
  const threadsAt = new Map<number, number[]>();
  for (const end of board.trace.ends) {
    const line = end.status === "finished" ? undefined : findPlaceIn(file, end)?.line;
    if (line !== undefined) threadsAt.set(line, [...(threadsAt.get(line) ?? []), end.thread + 1]);
  }
  const lines = code.trimEnd().split("\n");
  const shown: string[] = [];
  let last = 0;
  for (const [index, text] of lines.entries()) {
    const number = index + 1;
    const isNear = [...threadsAt.keys()].some((at) => Math.abs(at - number) <= codeAround);
    if (!isNear) continue;
    if (last > 0 && number > last + 1) shown.push("      ⋮");
    last = number;
    const threads = threadsAt.get(number) ?? [];
    const mark = threads.length > 0 ? `${threads.join(",")}▸` : "";
    shown.push(renderCodeLine(text, number, mark, paper));
  }
  return shown.length > 0 ? ["", ...shown] : [];
}

function renderCodeLine(text: string, number: number, mark: string, paper: Paper): string {
  const { style, width } = paper;
  const start = `${mark.padStart(4)} ${String(number).padStart(3)}  `;
  const room = Math.max(10, width - start.length);
  const [first = "", ...rest] = wrapVerbatim(text, room, mark === "" ? style : style.bold);
  const head = `${mark === "" ? style.dim(start) : style.yellow(start)}${first}`.trimEnd();
  return [head, ...rest.map((line) => `${" ".repeat(start.length)}${line}`)].join("\n");
}

function renderVerbatimLines(text: string, { style }: Paper): string {
  return text
    .split("\n")
    .map((line) => renderVerbatim(line, style))
    .join("\n");
}

/** The keys that mean something on a board. */
export function listKeys({ choices, outcome }: Pick<Board, "choices" | "outcome">): string[] {
  if (outcome === "broken")
    return ["f: fix it", "u: back", "0: start", "n: next level", "l: levels", "q: leave"];
  const threads = choices.map(({ thread }) => thread + 1).join(", ");
  const run = choices.length === 0 ? [] : [`${threads}: thread`];
  return [...run, "u: back", "0: start", "h: hint", "l: levels", "q: leave"];
}

/** Why a key means nothing on a board. */
export function describeWrongKey(key: string, board: Board): string {
  if (board.outcome === "broken") return `Expected f, u, 0, n, l or q, got \`${key}\`.`;
  return (
    describeStuck(key, board) ??
    `Expected the number of a thread, or u, 0, h, l or q, got \`${key}\`.`
  );
}
