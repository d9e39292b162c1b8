// `replay`: steps through the schedule that broke an answer, forwards and back.

import type { Recording } from "../explorer/trace/recording.ts";
import { renderTrace } from "../explorer/trace/render-trace.ts";
import { readRecording } from "../progress/recordings.ts";
import { type Base, UsageError } from "../session/command.ts";
import { renderFrame, renderKeys, renderSentence } from "../views/replay.ts";

/** Without a terminal: the whole schedule as a table. */
export async function replay({ root, terminal, operands }: Base): Promise<number> {
  const [code] = operands;
  const recording = readRecording(root, code) as Recording | undefined;
  if (!recording) {
    throw new UsageError(
      code === undefined
        ? "There is no failing schedule to step through yet: a `check` that finds one keeps it."
        : `There is no schedule \`${code}\` here; without a code, \`replay\` takes the last one.`,
    );
  }
  terminal.print(renderSentence(recording, terminal));
  if (!terminal.isInteractive) {
    const { trace, threads, file } = recording;
    terminal.print(`\n${renderTrace(trace, threads, { width: terminal.width, file })}`);
    return 0;
  }
  terminal.print(`${renderKeys(terminal.style)}\n`);
  await step(recording);
  return 0;

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
    }
  }
}
