// `replay [CODE]`: a failing schedule, a step at a time.
import { readFileSync } from "node:fs";
import { type ReadLine, renderFrame } from "../explorer/render-frame.ts";
import { renderTrace } from "../explorer/render-trace.ts";
import type { Replayed } from "../explorer/replay.ts";
import { replayScenario } from "../explorer/replay-scenario.ts";
import type { Scenario } from "../explorer/scenario.ts";

/** All there is to say without a terminal: the table, then the last frame. */
export function printReplay(scenario: Scenario, code: string, width: number): string {
  const replayed = replayScenario(scenario, code);
  const threads = replayed.trace.ends.length;
  const last = renderFrame(replayed, replayed.frames.length - 1, createLineReader(), width);
  return `${renderTrace(replayed.trace, threads, { width })}\n\n${last}`;
}

/** What the stepper in the terminal shows at `index`. */
export function renderReplayAt(replayed: Replayed, index: number, width: number): string {
  return renderFrame(replayed, index, createLineReader(), width);
}

function createLineReader(): ReadLine {
  const files = new Map<string, string[]>();
  return (file, line) => {
    let lines = files.get(file);
    if (lines === undefined) {
      try {
        lines = readFileSync(file, "utf8").split(/\r?\n/);
      } catch {
        lines = [];
      }
      files.set(file, lines);
    }
    return lines[line - 1];
  };
}
