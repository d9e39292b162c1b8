// The counterexample as its reader sees it: the sentence, a column per thread, a row per operation.

import { basename } from "node:path";
import type { Exploration, Place, ThreadEnd, Trace, TraceStep } from "../contract/scenario.ts";
import { explainSleepers, nameThreads } from "./why-asleep.ts";

interface RenderOptions {
  /** In characters. */
  width?: number;
}

interface TableRow {
  number: string;
  thread: number;
  text: string;
}

const numberWidth = 4;
/** Below this, columns are too narrow to read and the threads share one. */
const minColumnWidth = 16;
/** A run of one thread longer than this is shown by its first and last rows. */
const maxRunRows = 8;
const keptRows = 3;

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
  { width = 80 }: RenderOptions = {},
): string {
  const columnWidth = Math.min(Math.floor((width - numberWidth) / threads), 38);
  const isNarrow = columnWidth < minColumnWidth;
  const lines: string[] = [];
  const headings = Array.from({ length: threads }, (_, t) => `thread ${t + 1}`);
  const put = (number: string, cells: readonly string[]): void => {
    lines.push(...layRow(number, cells, columnWidth));
  };
  const putRow = ({ number, thread, text }: TableRow): void => {
    if (isNarrow) {
      lines.push(`${number.padStart(numberWidth - 1)} thread ${thread + 1}: ${text}`);
    } else {
      put(number, columnsOf(threads, thread, text));
    }
  };
  if (!isNarrow) put("", headings);
  const { steps, loopFrom } = trace;
  const file = findMainFile(trace);
  for (const row of collapse(listRows(steps.slice(0, loopFrom), 0, file))) putRow(row);
  if (loopFrom !== undefined) {
    lines.push("and from here round and round:");
    for (const row of collapse(listRows(steps.slice(loopFrom), loopFrom, file))) putRow(row);
  }
  lines.push(...renderEnds(trace, threads, put, isNarrow));
  const memory = Object.entries(trace.memory).map(([name, value]) => `${name} = ${value}`);
  if (memory.length > 0) lines.push(`memory: ${memory.join(", ")}`);
  for (const why of explainSleepers(trace)) lines.push(...wrap(why, width));
  return lines.join("\n");
}

function renderEnds(
  trace: Trace,
  threads: number,
  put: (number: string, cells: readonly string[]) => void,
  isNarrow: boolean,
): string[] {
  const { race, ends } = trace;
  const file = findMainFile(trace);
  const texts = ends.map((end) => {
    if (race !== undefined) return race.includes(end.thread) ? showNext(end, file) : "";
    return trace.loopFrom !== undefined && end.status === "ready" ? "" : showEnd(end, file);
  });
  if (texts.every((text) => text === "")) return [];
  const title = race === undefined ? "then" : "both next, at once";
  if (isNarrow) {
    return [`${title}:`, ...texts.flatMap((text, t) => (text ? [`thread ${t + 1}: ${text}`] : []))];
  }
  const before: string[] = [];
  put(
    "",
    Array.from({ length: threads }, () => "--"),
  );
  put(race === undefined ? "" : "!!!", texts);
  return before;
}

/** The file whose lines are shown without its name: that of the first row. An error alone may be from anywhere. */
function findMainFile({ steps, ends }: Trace): string | undefined {
  const places = [...steps, ...ends.filter(({ status }) => status !== "threw")].map(
    ({ place }) => place,
  );
  return places.find((place) => place !== undefined)?.file;
}

/** `12`, or `lock.ts:12` in any other file. */
function showLine({ file, line }: Place, mainFile: string | undefined): string {
  return file === mainFile ? String(line) : `${basename(file)}:${line}`;
}

/** `line 12`, or `lock.ts:12`. */
function nameLine(place: Place, mainFile: string | undefined): string {
  return `${place.file === mainFile ? "line " : ""}${showLine(place, mainFile)}`;
}

function showNext({ next, place }: ThreadEnd, mainFile: string | undefined): string {
  return `${place === undefined ? "" : `${nameLine(place, mainFile)}: `}${next}`;
}

function showEnd(end: ThreadEnd, mainFile: string | undefined): string {
  if (end.status === "finished") return "finished";
  const where = end.place === undefined ? "" : ` at ${nameLine(end.place, mainFile)}`;
  if (end.status === "ready") return `could run${where}`;
  return end.status === "asleep" ? `asleep${where}` : `fails${where}`;
}

function listRows(
  steps: readonly TraceStep[],
  from: number,
  mainFile: string | undefined,
): TableRow[] {
  return steps.map((step, i) => ({
    number: String(from + i + 1),
    thread: step.thread,
    text: `${step.place === undefined ? "" : `${showLine(step.place, mainFile)}: `}${describeStep(step)}`,
  }));
}

/** What one step did, such as `counter 0 → 1`. */
function describeStep(step: TraceStep): string {
  const { cell, old, operation } = step;
  if (step.event === "timeout") return `times out on ${cell}`;
  if (step.event === "spurious") return `wakes on ${cell}, unasked`;
  if (step.asleep) return `${cell} is ${old}: sleeps`;
  if (operation === "Atomics.wait") {
    return step.result === "timed-out" ? `times out on ${cell}` : `${cell} is ${old}: no sleep`;
  }
  if (operation === "Atomics.notify") {
    if (step.woken.length > 0) return `notify ${cell}: wakes ${nameThreads(step.woken)}`;
    return `notify ${cell}: ${step.operands === "0" ? "wakes 0" : "nobody sleeps"}`;
  }
  if (operation === "read" || operation === "Atomics.load") return `${cell} is ${old}`;
  const name = operation.replace("Atomics.", "");
  if (name === "compareExchange" && old !== step.operands.split(", ")[0]) {
    return `${cell} is ${old}: no exchange`;
  }
  const plain = name === "write" ? " (plain)" : "";
  return `${cell} ${old} → ${step.new}${plain}`;
}

/** A long run of one thread becomes its first rows, a count, and its last rows. */
function collapse(rows: readonly TableRow[]): TableRow[] {
  const shown: TableRow[] = [];
  for (let i = 0; i < rows.length; ) {
    const row = rows[i] as TableRow;
    let end = i;
    while (rows[end]?.thread === row.thread) end++;
    const run = rows.slice(i, end);
    i = end;
    if (run.length <= maxRunRows) {
      shown.push(...run);
    } else {
      const text = `… ${run.length - 2 * keptRows} more …`;
      shown.push(...run.slice(0, keptRows), { number: "", thread: row.thread, text });
      shown.push(...run.slice(-keptRows));
    }
  }
  return shown;
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
