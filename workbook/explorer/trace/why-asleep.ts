// Why a thread of a counterexample sleeps on: the notify came too early, went to others, or never came.

import type { Trace, TraceStep } from "../contract/scenario.ts";
import type { Recording } from "./recording.ts";

export interface SleepReason {
  sentence: string;
  /** The rows that it names, from 1. */
  rows: number[];
}

/** Why each thread sleeps that is asleep at the end. */
export function explainSleepers({ steps, ends }: Trace): SleepReason[] {
  const rows = steps.map((step, index) => ({ ...step, row: index + 1 }));
  return ends.flatMap(({ thread, status }) => {
    const sleep = rows.findLast((step) => step.thread === thread && step.asleep);
    if (status !== "asleep" || sleep === undefined) return [];
    const others = rows.filter(({ row, cell }) => row !== sleep.row && cell === sleep.cell);
    const why = explain(sleep, others);
    const sentence = `Thread ${thread + 1} has slept since row ${sleep.row}: ${why.sentence}.`;
    return [{ sentence, rows: [sleep.row, ...why.rows] }];
  });
}

/** The same in one text; empty if nobody sleeps, or if there is no counterexample. */
export function explainSleep(recording: Recording | undefined): string {
  if (recording === undefined) return "";
  return explainSleepers(recording.trace)
    .map(({ sentence }) => sentence)
    .join(" ");
}

type NumberedStep = TraceStep & { row: number };

/** `others` are the rows at the cell that `sleep` is about. */
function explain({ row, cell }: NumberedStep, others: NumberedStep[]): SleepReason {
  const isNotify = ({ operation }: NumberedStep): boolean => operation === "Atomics.notify";
  const after = others.filter((other) => other.row > row);
  const notify = after.findLast(isNotify);
  if (notify) {
    const sentence = `row ${notify.row} notifies ${cell}, and wakes ${nameThreads(notify.woken)}`;
    return { sentence, rows: [notify.row] };
  }
  const change = after.findLast((other) => other.old !== other.new);
  const early = others.findLast(isNotify);
  const rows = [change, early].flatMap((step) => step?.row ?? []);
  const changes = change ? `row ${change.row} changes ${cell}, and ` : "";
  const notifies = early
    ? `the last notify${change ? "" : ` of ${cell}`}, in row ${early.row}, came before`
    : `no row notifies ${change ? "it" : cell}`;
  return { sentence: `${changes}${notifies}`, rows };
}

/** "nobody", "thread 2", "threads 2, 3". */
export function nameThreads(threads: readonly number[]): string {
  if (threads.length === 0) return "nobody";
  const numbers = threads.map((thread) => thread + 1).join(", ");
  return `thread${threads.length > 1 ? "s" : ""} ${numbers}`;
}
