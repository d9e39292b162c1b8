// What the workbook and its runner process say to each other.

import type { Recording } from "../explorer/trace/recording.ts";
import type { BusyLine } from "../process/busy-line.ts";
import type { StopReason } from "../process/limits.ts";
import type { JournalEntry } from "./journal.ts";
import type { CompilerError } from "./verdict.ts";

export type ToRunner =
  | { type: "run"; id: number; request: RunRequest }
  | { type: "cancel"; id: number };

export type FromRunner =
  /** Nothing runs, and nothing is rehearsed any longer. */
  | { type: "ready" }
  /** The process groups of its forks, whenever there is another one or one less. */
  | { type: "forks"; groups: number[] }
  | { type: "report"; id: number; report: RunReport; errors: FileErrors }
  | { type: "broken"; id: number; message: string };

/** Which answer to run against which tests. */
export interface RunRequest {
  /** What the tests import, such as `#exercise/01-threads/join.ts`. */
  specifier: string;
  /** The answer: the learner's copy, a solution, a stub, a wrong answer. */
  answerFile: string;
  testFile: string;
  /** Follow its promises: it stood still before. */
  tracesAwaits?: boolean;
  /** The next run is most likely of the same tests: a right answer to rehearse them with meanwhile. */
  rehearsal?: string;
  /** It is rehearsed: nobody is told of it. */
  isRehearsal?: boolean;
}

/** What a run leaves behind. */
export interface RunReport {
  /** Errors while the test file or the answer was loaded. */
  loadErrors: RunError[];
  tests: TestReport[];
  strayErrors: StrayError[];
  stopped?: StopReason;
  /** Where the processor was when an endless run was stopped. */
  busyAt?: BusyLine;
  /** Exit code or signal of a process that ended in mid-run. */
  died?: string;
  journal: JournalEntry[];
  /** How many tests need what is not there, such as real threads in a browser; they are none of `tests`. */
  leftOut?: number;
  output: string;
  ms: number;
}

export interface TestReport {
  /** Vitest's. */
  id: string;
  /** Without the names of the suites around it: a title is a whole sentence. */
  title: string;
  state: "passed" | "failed" | "skipped" | "pending";
  errors: RunError[];
  /** What a passing test has shown, with its bound. */
  held?: string;
  /** The schedule under which it failed, if the explorer found one. */
  recording?: Recording;
  /** The explorer found too many states for a verdict. */
  isTooLarge?: true;
}

export interface RunError {
  name?: string;
  message: string;
  /** As `expect` prints it, without colors. */
  diff?: string;
  stack?: string;
  frames: { file: string; line: number; column: number }[];
}

/** An error that reached no test: nobody caught it. */
export interface StrayError extends RunError {
  type: string;
}

/** What TypeScript finds in the answer. */
export interface FileErrors {
  /** They keep the file from being parsed. */
  syntax: CompilerError[];
  types: CompilerError[];
}
