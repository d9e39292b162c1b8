// The counterexample as its reader sees it: the sentence, a column per thread, a row per operation.

import type { Exploration, Located, ThreadEnd, Trace } from "../contract/scenario.ts";
import { findPlaceIn, showLine } from "./place.ts";
import { collapse, listRows, type TableRow } from "./rows.ts";
import { nameThread } from "./thread-names.ts";
import { explainSleepers } from "./why-asleep.ts";

interface RenderOptions {
  /** In characters. */
  width?: number;
  /**
   * The reader's own file: its lines are shown without its name, those of other files with theirs and with the line of
   * this one that called them. Without it a name is left out only if all lines are in one file.
   */
  file?: string | undefined;
}

const numberWidth = 4;
/** Below this, columns are too narrow to read and the threads share one. */
const minColumnWidth = 16;

/** The sentence, then the table, then the replay code. Plain text; at least 60 columns are wanted. */
export function renderExploration(exploration: Exploration, options: RenderOptions = {}): string {
  const { message, trace, code, threads } = exploration;
  if (trace === undefined || isEmpty(trace)) return message;
  const table = renderTrace(trace, threads, options);
  return `${message}\n\n${table}${code === "" ? "" : `\n\nReplay code: ${code}`}`;
}

/** Nothing has run, and no thread stands anywhere: a table would show no more than the sentence. */
function isEmpty({ steps, ends }: Trace): boolean {
  return steps.length === 0 && ends.every(({ place }) => place === undefined);
}

/** The table alone. */
export function renderTrace(
  trace: Trace,
  threads: number,
  { width = 80, file = findOnlyFile(trace) }: RenderOptions = {},
): string {
  const columnWidth = Math.min(Math.floor((width - numberWidth) / threads), 38);
  const isNarrow = columnWidth < minColumnWidth;
  const lines: string[] = [];
  const headings = Array.from({ length: threads }, (_, t) => nameThread(trace, t));
  const put = (number: string, cells: readonly string[]): void => {
    lines.push(...layRow(number, cells, columnWidth));
  };
  const putRow = ({ number, thread, text }: TableRow): void => {
    if (isNarrow) {
      lines.push(`${number.padStart(numberWidth - 1)} ${nameThread(trace, thread)}: ${text}`);
    } else {
      put(number, columnsOf(threads, thread, text));
    }
  };
  if (!isNarrow) put("", headings);
  const { steps, loopFrom } = trace;
  const reasons = explainSleepers(trace);
  const named = new Set(reasons.flatMap(({ rows }) => rows));
  for (const row of collapse(listRows(steps.slice(0, loopFrom), 0, file), named)) putRow(row);
  if (loopFrom !== undefined) {
    lines.push("and from here round and round:");
    for (const row of collapse(listRows(steps.slice(loopFrom), loopFrom, file), named)) putRow(row);
  }
  lines.push(...renderEnds(trace, file, put, isNarrow));
  const memory = Object.entries(trace.memory).map(([name, value]) => `${name} = ${value}`);
  if (memory.length > 0) lines.push(...wrap(`memory: ${memory.join(", ")}`, width));
  for (const { sentence } of reasons) lines.push(...wrap(sentence, width));
  return lines.join("\n");
}

function renderEnds(
  trace: Trace,
  file: string | undefined,
  put: (number: string, cells: readonly string[]) => void,
  isNarrow: boolean,
): string[] {
  const { race, ends } = trace;
  const texts = ends.map((end) => {
    if (race !== undefined) return race.includes(end.thread) ? showNext(end, file) : "";
    return trace.loopFrom !== undefined && end.status === "ready" ? "" : showEnd(end, file);
  });
  if (texts.every((text) => text === "")) return [];
  const title = race === undefined ? "then" : "both next, at once";
  if (isNarrow) {
    return [
      `${title}:`,
      ...texts.flatMap((text, t) => (text ? [`${nameThread(trace, t)}: ${text}`] : [])),
    ];
  }
  const before: string[] = [];
  put(
    "",
    texts.map(() => "--"),
  );
  put(race === undefined ? "" : "!!!", texts);
  return before;
}

/** The one file that all lines are in. An error alone may be from anywhere. */
function findOnlyFile({ steps, ends }: Trace): string | undefined {
  const located = [...steps, ...ends.filter(({ status }) => status !== "threw")];
  const files = new Set(located.flatMap(({ place }) => place?.file ?? []));
  return files.size === 1 ? [...files][0] : undefined;
}

/** `line 12`, or `lock.ts:12`, or `line 30 (lock.ts:12)`. */
function nameLine(at: Located, file: string | undefined): string {
  return `${findPlaceIn(file, at) === undefined ? "" : "line "}${showLine(at, file)}`;
}

function showNext(end: ThreadEnd, file: string | undefined): string {
  return `${end.place === undefined ? "" : `${nameLine(end, file)}: `}${end.next}`;
}

function showEnd(end: ThreadEnd, file: string | undefined): string {
  if (end.status === "finished") return "finished";
  const where = end.place === undefined ? "" : ` at ${nameLine(end, file)}`;
  if (end.status === "ready") return `could run${where}`;
  return end.status === "asleep" ? `asleep${where}` : `fails${where}`;
}

function columnsOf(threads: number, thread: number, text: string): string[] {
  return Array.from({ length: threads }, (_, t) => (t === thread ? text : ""));
}

/** One row of the table; a text that is too long for its column goes on below. */
function layRow(number: string, cells: readonly string[], columnWidth: number): string[] {
  const wrapped = cells.map((cell) => wrap(cell, columnWidth - 2));
  const height = Math.max(1, ...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const label = (line === 0 ? number : "").padStart(numberWidth - 1);
    const columns = wrapped.map((cell) => (cell[line] ?? "").padEnd(columnWidth)).join("");
    return `${label} ${columns}`.trimEnd();
  });
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width || line === "") {
      line = longer;
    } else {
      lines.push(line);
      line = `  ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
