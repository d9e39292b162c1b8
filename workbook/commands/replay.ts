// `replay`: steps through the schedule that broke an answer, forwards and back.

import type { Recording } from "../explorer/trace/recording.ts";
import { renderTrace } from "../explorer/trace/render-trace.ts";
import { findRecordings, type Kept, readLastRecording } from "../progress/recordings.ts";
import { type Base, UsageError } from "../session/command.ts";
import { continued, resized } from "../terminal/keyboard.ts";
import { renderKeys } from "../views/prose.ts";
import { renderFrame, renderSentence, replayKeys } from "../views/replay.ts";
import { replayCommand } from "../views/shell.ts";

/** Without a terminal: the whole schedule as a table. */
export async function replay({ root, terminal, operands }: Base): Promise<number> {
  const recording = await choose();
  if (!recording) return 0;
  if (!terminal.isInteractive) {
    terminal.print(renderSentence(recording, terminal));
    const { trace, threads, file } = recording;
    terminal.print(`\n${renderTrace(trace, threads, { width: terminal.width, file })}`);
    return 0;
  }
  begin(recording);
  await step(recording);
  return 0;

  /** What stays above the steps. */
  function begin(of: Recording): void {
    terminal.print(renderSentence(of, terminal));
    terminal.print(`${renderKeys(replayKeys, terminal)}\n`);
  }

  /** Undefined if the learner gives up. */
  async function choose(): Promise<Recording | undefined> {
    const code = operands.at(-1);
    const known = code === undefined ? [readLastRecording(root)] : findRecordings(root, code);
    const named = operands.slice(0, -1).join("/");
    const found = known.flatMap((one) => one ?? []).filter(({ of }) => isNamed(of, named));
    const [only, another] = found as (Kept & Recording)[];
    if (!only) throw new UsageError(describeNone(code, known.length, named));
    if (!another) return only;
    const choices = found.map(({ of }) => ({ value: of, label: of }));
    if (!terminal.isInteractive) {
      const names = choices.map(({ value }) => replayCommand(only.code, value)).join("` and `");
      throw new UsageError(`\`${code}\` is a schedule of several: there are \`${names}\`.`);
    }
    const of = await terminal.choose(`\`${code}\` is a schedule of several. Which one?`, choices);
    return (found as (Kept & Recording)[]).find((one) => one.of === of);
  }

  async function step(of: Recording): Promise<void> {
    const last = of.trace.steps.length;
    let at = 0;
    let shown = "";
    for (;;) {
      shown = terminal.replace(shown, renderFrame({ recording: of, at }, terminal));
      const key = await terminal.readKey();
      if (["right", "down", "return", "enter", "space", "n"].includes(key))
        at = Math.min(at + 1, last);
      else if (["left", "up", "b", "p"].includes(key)) at = Math.max(at - 1, 0);
      else if (key === "f" || key === "end") at = last;
      else if (key === "0" || key === "home") at = 0;
      else if (["q", "escape", "ctrl-c"].includes(key)) return;
      else if (key === resized) {
        terminal.startAfresh();
        begin(of);
        shown = "";
      } else if (key === continued) {
        terminal.print(`\n${renderKeys(replayKeys, terminal)}\n`);
        shown = "";
      }
    }
  }
}

/** `of` is `02-locks/mutex` or a file; it is named by its end, or by the number of its lesson. Nothing names everything. */
function isNamed(of: string, name: string): boolean {
  const [lesson = "", ...rest] = of.split("/");
  const short = [lesson.slice(0, 2), ...rest].join("/");
  return name === "" || of === name || short === name || of.endsWith(`/${name}`);
}

function describeNone(code: string | undefined, count: number, named: string): string {
  if (code === undefined)
    return "There is no failing schedule to step through yet: a `check` that finds one keeps it.";
  const of = count > 0 ? ` of \`${named}\`` : "";
  return `There is no schedule \`${code}\`${of} here; without a code, \`replay\` takes the last one.`;
}
