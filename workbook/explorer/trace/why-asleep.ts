// Why a thread of a counterexample sleeps on: the notify came too early, went to others, or never came.

import type { Trace, TraceStep } from "../contract/scenario.ts";
import type { Recording } from "./recording.ts";

/** A sentence for each thread that is asleep at the end; rows count from 1. */
export function explainSleepers({ steps, ends }: Trace): string[] {
  const rows = steps.map((step, index) => ({ ...step, row: index + 1 }));
  return ends.flatMap(({ thread, status }) => {
    const sleep = rows.findLast((step) => step.thread === thread && step.asleep);
    if (status !== "asleep" || sleep === undefined) return [];
    const others = rows.filter(({ row, cell }) => row !== sleep.row && cell === sleep.cell);
    return [`Thread ${thread + 1} has slept since row ${sleep.row}: ${explain(sleep, others)}.`];
  });
}

/** The same in one text; empty if nobody sleeps, or if there is no counterexample. */
export function explainSleep(recording: Recording | undefined): string {
  return recording ? explainSleepers(recording.trace).join(" ") : "";
}

type NumberedStep = TraceStep & { row: number };

/** `others` are the rows at the cell that `sleep` is about. */
function explain({ row, cell }: NumberedStep, others: NumberedStep[]): string {
  const isNotify = ({ operation }: NumberedStep): boolean => operation === "Atomics.notify";
  const after = others.filter((other) => other.row > row);
  const notify = after.findLast(isNotify);
  if (notify) return `row ${notify.row} notifies ${cell}, and wakes ${nameThreads(notify.woken)}`;
  const change = after.findLast((other) => other.old !== other.new);
  const early = others.findLast(isNotify);
  if (change && early) {
    return `row ${change.row} changes ${cell}, and the last notify, in row ${early.row}, came before`;
  }
  if (change) return `row ${change.row} changes ${cell}, and no row notifies it`;
  if (early) return `the last notify of ${cell}, in row ${early.row}, came before`;
  return `no row notifies ${cell}`;
}

/** "nobody", "thread 2", "threads 2, 3". */
export function nameThreads(threads: readonly number[]): string {
  if (threads.length === 0) return "nobody";
  const numbers = threads.map((thread) => thread + 1).join(", ");
  return `thread${threads.length > 1 ? "s" : ""} ${numbers}`;
}
