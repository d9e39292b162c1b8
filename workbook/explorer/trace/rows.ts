// The rows of a counterexample's table: what each step did, and which rows a long run leaves out.

import type { TraceStep } from "../contract/scenario.ts";
import { showLine } from "./place.ts";
import { nameThreads } from "./why-asleep.ts";

export interface TableRow {
  /** The step's, from 1; empty for rows that were left out. */
  number: string;
  thread: number;
  text: string;
}

/** A run of one thread longer than this is shown by its first and last rows, and by those that a sentence names. */
const maxRunRows = 8;
const keptRows = 3;

/** One row a step, from step `from` on; lines of `file` are shown without its name. */
export function listRows(
  steps: readonly TraceStep[],
  from: number,
  file: string | undefined,
): TableRow[] {
  return steps.map((step, i) => ({
    number: String(from + i + 1),
    thread: step.thread,
    text: `${step.place === undefined ? "" : `${showLine(step, file)}: `}${describeStep(step)}`,
  }));
}

/** What a step would do, said of a choice: a value that is read is no state of the choice. */
export function describeChoice(step: TraceStep): string {
  const { cell, old, operation, event } = step;
  if (event !== "step") return describeStep(step);
  if (operation === "read") return `reads ${cell} (${old}, plain)`;
  return operation === "Atomics.load" ? `reads ${cell} (${old})` : describeStep(step);
}

/** What one step did, such as `counter 0 → 1`. */
export function describeStep(step: TraceStep): string {
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
  if (operation === "read") return `${cell} is ${old} (plain)`;
  if (operation === "Atomics.load") return `${cell} is ${old}`;
  const name = operation.replace("Atomics.", "");
  if (name === "compareExchange" && old !== step.operands.split(", ")[0]) {
    return `${cell} is ${old}: no exchange`;
  }
  const plain = name === "write" ? " (plain)" : "";
  return `${cell} ${old} → ${step.new}${plain}`;
}

/** Of a long run of one thread, its first rows, its last, and the `named` ones; a count stands for the others. */
export function collapse(rows: readonly TableRow[], named: ReadonlySet<number>): TableRow[] {
  const shown: TableRow[] = [];
  for (let i = 0; i < rows.length; ) {
    const { thread } = rows[i] as TableRow;
    let end = i;
    while (rows[end]?.thread === thread) end++;
    shown.push(...collapseRun(rows.slice(i, end), named));
    i = end;
  }
  return shown;
}

function collapseRun(run: readonly TableRow[], named: ReadonlySet<number>): TableRow[] {
  if (run.length <= maxRunRows) return [...run];
  const isKept = ({ number }: TableRow, i: number): boolean =>
    i < keptRows || i >= run.length - keptRows || named.has(Number(number));
  const shown: TableRow[] = [];
  let left: TableRow[] = [];
  for (const [i, row] of run.entries()) {
    if (!isKept(row, i)) {
      left.push(row);
      continue;
    }
    shown.push(...summarize(left), row);
    left = [];
  }
  return shown;
}

/** A count takes a row itself. */
function summarize(rows: TableRow[]): TableRow[] {
  const [first] = rows;
  if (first === undefined || rows.length === 1) return rows;
  return [{ number: "", thread: first.thread, text: `… ${rows.length} more …` }];
}
