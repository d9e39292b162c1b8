// A broken schedule, a step at a time: who is about to do what, who sleeps, and what memory holds.

import { basename } from "node:path";
import type { ChalkInstance } from "chalk";
import type { ThreadEnd, TraceStep } from "../explorer/contract/scenario.ts";
import { findPlaceIn, showLine } from "../explorer/trace/place.ts";
import { lineKey, type Recording } from "../explorer/trace/recording.ts";
import { describeStep } from "../explorer/trace/rows.ts";
import { nameThread } from "../explorer/trace/thread-names.ts";
import { span } from "../reader/span.ts";
import { type Paper, renderProse, wrapVerbatim } from "./prose.ts";

export interface ReplayView {
  recording: Recording;
  /** 0 before the first step; the number of steps at the end. */
  at: number;
}

/** The situation before step `at`. */
export function renderFrame({ recording, at }: ReplayView, paper: Paper): string {
  const { style } = paper;
  const { trace, frames, name } = recording;
  const frame = frames[at];
  if (!frame) throw new RangeError(`expected a step from 0 to ${trace.steps.length}, got ${at}`);
  const next = trace.steps[at];
  const before = frames[at - 1]?.memory ?? frame.memory;
  return [
    `${style.bold(`Step ${at} of ${trace.steps.length}`)}  ${style.dim(name)}`,
    describeLast(trace.steps[at - 1], style),
    "",
    ...frame.threads.flatMap((thread) => renderThread(thread, thread.thread === next?.thread)),
    "",
    `memory: ${renderMemory(frame.memory, before, style)}`,
    at === trace.steps.length ? renderProse([recording.message], paper) : describeNext(next),
  ].join("\n");

  function renderThread(thread: ThreadEnd, isNext: boolean): string[] {
    const label = nameThread(trace, thread.thread);
    const mark = isNext ? style.yellow("▸") : " ";
    const head = `${mark} ${isNext ? style.bold(label) : label}  ${describeStatus(thread, isNext)}`;
    if (!thread.place || thread.status === "finished") return [head, ""];
    const own = findPlaceIn(recording.file, thread);
    const where = `${own ? `${basename(own.file)}:` : ""}${showLine(thread, recording.file)}`;
    const source = recording.lines[lineKey(own ?? thread.place)] ?? "";
    const paint = isNext ? style.inverse : style;
    const before = where.length + 6;
    const [first = "", ...rest] = wrapVerbatim(source, Math.max(10, paper.width - before), paint);
    return [
      head,
      `    ${style.dim(where)}  ${first}`,
      ...rest.map((line) => `${" ".repeat(before)}${line}`),
    ];
  }
}

export const replayKeys = [
  "→ or Enter: step",
  "←: back",
  "f: to the failure",
  "0: to the start",
  "q: leave",
];

function describeStatus({ status, next }: ThreadEnd, isNext: boolean): string {
  switch (status) {
    case "finished":
      return "has finished";
    case "threw":
      return "has thrown";
    case "asleep":
      return `sleeps in ${next}`;
    case "ready":
      return isNext ? `runs next: ${next}` : `could run: ${next}`;
  }
}

function describeLast(step: TraceStep | undefined, style: ChalkInstance): string {
  if (!step) return style.dim("nothing has run yet");
  return `thread ${step.thread + 1}: ${describeStep(step)}`;
}

function describeNext(step: TraceStep | undefined): string {
  return step ? `next: thread ${step.thread + 1}` : "";
}

function renderMemory(
  memory: Record<string, string>,
  before: Record<string, string>,
  style: ChalkInstance,
): string {
  const cells = Object.entries(memory).map(([name, value]) => {
    const isChanged = before[name] !== value;
    const text = isChanged ? `${name} = ${before[name]} → ${value}` : `${name} = ${value}`;
    return isChanged ? style.yellow.bold(text) : text;
  });
  return cells.join("   ");
}

/** The sentence, wrapped, for the head of a printed replay. */
export function renderSentence({ message }: Recording, paper: Paper): string {
  return renderProse([span(message, paper.style.bold)], paper);
}
