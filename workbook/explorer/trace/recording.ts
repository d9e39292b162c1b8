// A broken schedule as plain data: everything a stepper shows, with nothing left to run.

import { host } from "../contract/host.ts";
import type {
  Exploration,
  ExplorationVerdict,
  MemorySpec,
  Place,
  Scenario,
  Trace,
} from "../contract/scenario.ts";
import type { Frame } from "./replay.ts";
import { replayScenario } from "./replay-scenario.ts";

export interface Recording {
  /** The scenario's. */
  name: string;
  verdict: ExplorationVerdict;
  /** One sentence. */
  message: string;
  /** The replay code. */
  code: string;
  /** The reader's own file: its lines are shown without its name. */
  file?: string;
  /** How many there are. */
  threads: number;
  /** The client program and what came of it, a line each, if it was made from a specification. */
  program?: string[];
  trace: Trace;
  /** One more than there are steps: `frames[i]` is the situation before step `i`. */
  frames: Frame[];
  /** The lines that the frames name, by `file:line`, as they were when the schedule broke. */
  lines: Record<string, string>;
}

/** The recording of what `exploration` found in `scenario`; undefined if it broke nothing. */
export function recordExploration(
  scenario: Scenario<MemorySpec>,
  exploration: Exploration,
): Recording | undefined {
  const { name, verdict, message, code, threads, trace } = exploration;
  if (code === "" || trace === undefined) return undefined;
  const { frames } = replayScenario(scenario, code);
  const places = frames.flatMap((frame) =>
    frame.threads.flatMap(({ place, callers = [] }) => [place ?? [], ...callers].flat()),
  );
  return { name, verdict, message, code, threads, trace, frames, lines: readLines(places) };
}

/** The key of a line in `lines`. */
export function lineKey({ file, line }: Place): string {
  return `${file}:${line}`;
}

function readLines(places: Place[]): Record<string, string> {
  const files = new Map<string, string[]>();
  const lines: Record<string, string> = {};
  for (const place of places) {
    const text = files.get(place.file) ?? host.readText(place.file)?.split("\n") ?? [];
    files.set(place.file, text);
    const line = text[place.line - 1];
    if (line !== undefined) lines[lineKey(place)] = line.trim();
  }
  return lines;
}
