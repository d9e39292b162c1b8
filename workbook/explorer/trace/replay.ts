// Runs one given schedule and records each step: the trace behind a verdict, and the stepper's frames.

import type { Located, ScheduleStep, ThreadEnd, Trace, TraceStep } from "../contract/scenario.ts";
import { nameOffset } from "../memory/layout.ts";
import {
  elementSize,
  kindNames,
  type Operation,
  READ,
  readValue,
  STORE,
  type Value,
  WAIT,
  WRITE,
} from "../memory/operation.ts";
import { confirm } from "../search/confirm.ts";
import { type Model, watchMoves } from "../search/model.ts";
import {
  createRow,
  doStep,
  doWake,
  listThreads,
  localOf,
  type Row,
  rankOf,
  writeInitialRow,
} from "../search/row.ts";
import { SPURIOUS, TIMEOUT } from "../search/state-store.ts";
import type { History } from "../thread/history.ts";
import { locate } from "./place.ts";

/** Where everything stands before a step, or at the end. */
export interface Frame {
  threads: ThreadEnd[];
  memory: Record<string, string>;
}

export interface Replayed {
  trace: Trace;
  /** One more than there are steps: `frames[i]` is the situation before step `i`. */
  frames: Frame[];
  /** Only where it was asked for: how far each thread has come, in its own words. */
  told?: string[];
}

/** `model` must be made without reductions. `tells` is asked of each thread after its code was run up to where it stands. Throws a `RangeError` at a step that cannot happen, `MergeBroken` if a merge was wrong. */
export function replaySchedule(
  model: Model,
  schedule: readonly ScheduleStep[],
  loopFrom: number | undefined,
  tells?: () => string,
): Replayed {
  const row = createRow(model);
  writeInitialRow(model, row);
  const histories = model.machines.map((machine) => machine.tree.root);
  const results: Value[] = [];
  const onMove = (thread: number, result: Value): void => {
    const { tree } = model.machines[thread] as Model["machines"][0];
    histories[thread] = tree.extend(histories[thread] as History, result);
    results[thread] = result;
  };
  const steps: TraceStep[] = [];
  const frames = [describe(model, row)];
  const play = (i: number, { thread, event }: ScheduleStep): void => {
    const { op } =
      thread < model.threadCount ? localOf(model, row.words, thread) : { op: undefined };
    const isAsleep = op !== undefined && rankOf(model, row.words, thread) > 0;
    if (op === undefined || isAsleep !== (event !== "step")) {
      throw new RangeError(
        `Step ${i + 1}: thread ${thread + 1} cannot ${event === "step" ? "run" : "wake"} here; the program has changed.`,
      );
    }
    steps.push(takeStep(model, row, results, thread, op, event));
    frames.push(describe(model, row));
    for (const [t, machine] of model.machines.entries()) {
      confirm(machine, localOf(model, row.words, t), histories[t] as History);
    }
  };
  watchMoves(model, onMove, () => {
    for (const [i, step] of schedule.entries()) play(i, step);
  });
  const told: string[] = [];
  const stacks = histories.map((history, t) => {
    const stack = (model.machines[t] as Model["machines"][0]).tree.captureStacks(history);
    if (tells) told.push(tells());
    return stack;
  });
  const locateAt = (thread: number, at: number): Located => locate(stacks[thread]?.[at] ?? "");
  const done = histories.map(() => 0);
  for (const [i, frame] of frames.entries()) {
    for (const end of frame.threads) {
      if (end.status !== "finished") {
        Object.assign(end, locateAt(end.thread, done[end.thread] as number));
      }
    }
    const step = steps[i];
    if (step === undefined) continue;
    Object.assign(step, locateAt(step.thread, done[step.thread] as number));
    if (!step.asleep) (done[step.thread] as number)++;
    for (const woken of step.woken) (done[woken] as number)++;
  }
  const last = frames[frames.length - 1] as Frame;
  const trace: Trace = { steps, ends: last.threads, memory: last.memory };
  if (loopFrom !== undefined) trace.loopFrom = loopFrom;
  return { trace, frames, ...(tells && { told }) };
}

function takeStep(
  model: Model,
  row: Row,
  results: readonly Value[],
  thread: number,
  op: Operation,
  event: ScheduleStep["event"],
): TraceStep {
  const old = readValue(op, row.bytes);
  const asleepBefore = listThreads(model, (t) => rankOf(model, row.words, t) > 0);
  if (event === "step") {
    doStep(model, row, thread);
  } else {
    doWake(model, row, thread, event === "timeout" ? TIMEOUT : SPURIOUS);
  }
  const asleep = rankOf(model, row.words, thread) > 0;
  const woken = asleepBefore.filter((t) => t !== thread && rankOf(model, row.words, t) === 0);
  const result = results[thread];
  const isPlainAccess = op.kind <= WRITE;
  return {
    thread,
    event,
    operation: isPlainAccess ? (kindNames[op.kind] as string) : `Atomics.${kindNames[op.kind]}`,
    cell: nameOffset(model.layout, op.offset),
    old: String(old),
    new: String(readValue(op, row.bytes)),
    result: asleep ? "asleep" : op.kind === WRITE ? "" : String(result),
    operands: showOperands(op),
    woken,
    asleep,
    place: undefined,
  };
}

function showOperands(op: Operation): string {
  if (op.kind === READ) return "";
  if (op.kind === STORE) return String(op.b);
  const parts = [op.a, op.b].filter((value) => value !== undefined).map(String);
  if (op.kind === WAIT && op.timeoutMs !== Number.POSITIVE_INFINITY) {
    parts.push(`${op.timeoutMs} ms`);
  }
  return parts.filter((part) => part !== "Infinity").join(", ");
}

function describe(model: Model, row: Row): Frame {
  const threads: ThreadEnd[] = [];
  for (let thread = 0; thread < model.threadCount; thread++) {
    const { op, end } = localOf(model, row.words, thread);
    const isAsleep = rankOf(model, row.words, thread) > 0;
    threads.push({
      thread,
      status: end
        ? end.kind === "returned"
          ? "finished"
          : "threw"
        : isAsleep
          ? "asleep"
          : "ready",
      next: op ? showOperation(model, op) : "",
      place: undefined,
    });
  }
  return { threads, memory: describeMemory(model, row) };
}

function showOperation(model: Model, op: Operation): string {
  const name = nameOffset(model.layout, op.offset);
  if (op.kind <= WRITE) return `${kindNames[op.kind]} ${name}`;
  return `Atomics.${kindNames[op.kind]} ${name}`;
}

function describeMemory(model: Model, row: Row): Record<string, string> {
  const memory: Record<string, string> = {};
  for (const { name, type, offset, length } of model.layout.cells) {
    const values: string[] = [];
    const size = elementSize[type];
    for (let i = 0; i < length; i++) {
      values.push(String(row.bytes.view[`get${type}`](offset + i * size, true)));
    }
    memory[name] = length === 1 ? (values[0] as string) : `[${values.join(", ")}]`;
  }
  return memory;
}
