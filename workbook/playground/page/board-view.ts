// What the board shows of a schedule: a step of a recording, or where a game stands.

import type { ScheduleStep, ThreadEnd } from "../../explorer/contract/scenario.ts";
import { findPlaceIn, showLine } from "../../explorer/trace/place.ts";
import { lineKey, type Recording } from "../../explorer/trace/recording.ts";
import type { Frame } from "../../explorer/trace/replay.ts";
import { listRows, type TableRow } from "../../explorer/trace/rows.ts";
import { nameThread } from "../../explorer/trace/thread-names.ts";
import type { Scene } from "../../explorer/walk.ts";

export interface ThreadView {
  /** Such as `thread 1 (consumer)`. */
  name: string;
  /** Such as `sleeps in Atomics.wait lock`. */
  state: string;
  /** Where it is, such as `12` or `lock.ts:12`; empty if it has finished. */
  where: string;
  /** The text of that line. */
  code: string;
  /** The line of the file in the editor that it is at, from 1. */
  line: number | undefined;
  /** It takes the next step. */
  isNext: boolean;
  /** What it may do next, where that is for the player to choose. */
  choices: Choice[];
}

/** A step that a player may take. */
export interface Choice extends ScheduleStep {
  /** Such as `lock 0 → 1`. */
  does: string;
}

export interface CellView {
  name: string;
  value: string;
  /** What it was before the last step, if that changed it. */
  before: string | undefined;
}

export interface BoardView {
  /** Steps that were taken. */
  at: number;
  threads: ThreadView[];
  memory: CellView[];
  /** A row a step: those that were taken, and those that are known to come. */
  rows: TableRow[];
  /** The first of the rows that repeat forever, from 0. */
  loopFrom: number | undefined;
}

/** Which threads are at a line. */
export interface LitLine {
  /** From 1. */
  line: number;
  /** From 1; none if it is a line to look at, where no schedule is shown. */
  threads: number[];
}

/** The lines where threads are, and first that of the one which goes next. */
export function listLitLines({ threads }: BoardView): LitLine[] {
  const lit = new Map<number, number[]>();
  for (const [index, { line }] of threads.entries())
    if (line !== undefined) lit.set(line, [...(lit.get(line) ?? []), index + 1]);
  const next = threads.find(({ isNext }) => isNext)?.line;
  const lines = [...lit].map(([line, at]) => ({ line, threads: at }));
  return lines.sort((a, b) => Number(b.line === next) - Number(a.line === next));
}

/** @param at the steps that were taken, from 0 to as many as there are */
export function viewRecording(recording: Recording, at: number): BoardView {
  const { trace, frames, file } = recording;
  const frame = frames[at];
  if (!frame) throw new RangeError(`expected a step from 0 to ${trace.steps.length}, got ${at}`);
  const next = trace.steps[at]?.thread;
  return {
    at,
    threads: frame.threads.map((thread) => ({
      ...viewThread(thread, recording),
      isNext: thread.thread === next,
      choices: [],
    })),
    memory: viewMemory(frame.memory, frames[at - 1]?.memory),
    rows: listRows(trace.steps, 0, file),
    loopFrom: trace.loopFrom,
  };
}

/**
 * @param scene where a game stands
 * @param texts of the lines, as in a recording, and the file in the editor
 */
export function viewScene(
  { trace, memoryBefore, previews }: Scene,
  { file, lines }: Pick<Recording, "file" | "lines">,
): BoardView {
  const at = trace.steps.length;
  return {
    at,
    threads: trace.ends.map((end) => ({
      ...viewThread(end, { trace, file, lines }),
      isNext: false,
      choices: previews.filter(({ thread }) => thread === end.thread),
    })),
    memory: viewMemory(trace.memory, at === 0 ? undefined : memoryBefore),
    rows: listRows(trace.steps, 0, file),
    loopFrom: undefined,
  };
}

type Source = Pick<Recording, "trace" | "lines"> & { file?: string | undefined };

function viewThread(
  end: ThreadEnd,
  { trace, file, lines }: Source,
): Omit<ThreadView, "isNext" | "choices"> {
  const own = findPlaceIn(file, end);
  const place = own ?? end.place;
  const isOver = end.status === "finished" || place === undefined;
  return {
    name: nameThread(trace, end.thread),
    state: describeState(end),
    where: isOver ? "" : showLine(end, file),
    code: isOver ? "" : (lines[lineKey(place)] ?? ""),
    line: isOver ? undefined : own?.line,
  };
}

function describeState({ status, next }: ThreadEnd): string {
  if (status === "finished") return "has finished";
  if (status === "threw") return "has thrown";
  return status === "asleep" ? `sleeps in ${next}` : next;
}

function viewMemory(memory: Frame["memory"], before: Frame["memory"] = {}): CellView[] {
  return Object.entries(memory).map(([name, value]) => {
    const old = before[name];
    return { name, value, before: old === value ? undefined : old };
  });
}
