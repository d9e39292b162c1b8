// One moment of a replay: what the last step did, where each thread stands, what memory holds.
import { describeStep } from "./render-trace.ts";
import type { Frame, Replayed } from "./replay.ts";
import type { ThreadEnd } from "./scenario.ts";

/** The text of a source line, from 1; undefined if it cannot be read. */
export type ReadLine = (file: string, line: number) => string | undefined;

/**
 * Frame `index` of `replayed`, from 0 (nothing has run) to the number of steps (the failure). The thread that
 * runs next is marked `>`, what the last step changed `*`.
 */
export function renderFrame(
  replayed: Replayed,
  index: number,
  readLine: ReadLine,
  width = 80,
): string {
  const { trace, frames } = replayed;
  const frame = frames[index];
  if (frame === undefined) throw new RangeError(`There is no frame ${index}.`);
  const last = trace.steps[index - 1];
  const next = trace.steps[index];
  const title = `step ${index} of ${trace.steps.length}`;
  const done =
    last === undefined ? "nothing has run yet" : `thread ${last.thread + 1}: ${describeStep(last)}`;
  const lines = [`${title}: ${done}`, ""];
  for (const thread of frame.threads) {
    const mark = next?.thread === thread.thread ? ">" : " ";
    lines.push(`${mark} thread ${thread.thread + 1}  ${describeThread(thread)}`);
    const { place } = thread;
    const source = place === undefined ? undefined : readLine(place.file, place.line)?.trim();
    if (place !== undefined && source !== undefined) lines.push(`    ${place.line} | ${source}`);
  }
  lines.push("", ...renderMemory(frame, frames[index - 1]));
  if (trace.loopFrom !== undefined && index > trace.loopFrom)
    lines.push("", `From step ${trace.loopFrom + 1} on, the schedule goes round for ever.`);
  return lines
    .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line))
    .join("\n");
}

function describeThread({ status, next }: ThreadEnd): string {
  if (status === "finished") return "is over";
  if (status === "threw") return "has failed";
  return status === "asleep" ? `sleeps: ${next}` : `could run: ${next}`;
}

function renderMemory(frame: Frame, before: Frame | undefined): string[] {
  return Object.entries(frame.memory).map(([name, value]) => {
    const old = before?.memory[name];
    if (old === undefined || old === value) return `  ${name} = ${value}`;
    return `* ${name} = ${value}   (was ${old})`;
  });
}

export type ReplayMove = "forward" | "back" | "start" | "failure";

/** The frame that a move leads to. */
export function moveTo(replayed: Replayed, index: number, move: ReplayMove): number {
  const end = replayed.frames.length - 1;
  if (move === "start") return 0;
  if (move === "failure") return end;
  return Math.min(Math.max(index + (move === "forward" ? 1 : -1), 0), end);
}
