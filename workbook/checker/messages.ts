// What the workbook and its runner process say to each other, and what a run leaves behind.

import type { Recording } from "../explorer/trace/recording.ts";
import type { BusyLine } from "../process/busy-line.ts";
import type { StopReason } from "../process/limits.ts";
import type { FileErrors } from "./type-errors.ts";

/** Which answer to run against which tests. */
export interface RunRequest {
  /** What the tests import, such as `#exercise/01-threads/join.ts`. */
  specifier: string;
  /** The answer: the learner's copy, a solution, a stub, a wrong answer. */
  answerFile: string;
  testFile: string;
  /** Follow its promises: it stood still before. */
  tracesAwaits?: boolean;
  /** It may run in the process that another answer to the same exercise has left as it found it. */
  sharesProcess?: boolean;
  /** The next run is most likely of the same tests. */
  warmsUp?: boolean;
}

export type ToRunner =
  | { type: "run"; id: number; request: RunRequest }
  | { type: "cancel"; id: number };

export type FromRunner =
  | { type: "ready" }
  | { type: "outcome"; id: number; outcome: RunOutcome; errors: FileErrors }
  | { type: "broken"; id: number; message: string };

export interface TestOutcome {
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
}

export interface RunError {
  name?: string;
  message: string;
  /** As `expect` prints it, without colours. */
  diff?: string;
  stack?: string;
  frames: { file: string; line: number; column: number }[];
}

/** An error that reached no test: nobody caught it. */
export interface StrayError extends RunError {
  type: string;
}

/** A line of the journal that the answer's process writes as it goes. */
export type JournalEntry =
  /** `explores`: the explorer may be at work, which bounds itself. */
  | { event: "test-started"; title: string; explores: boolean }
  | { event: "test-ended"; title: string }
  /** After the last test: nothing in the process is other than before the first. */
  | { event: "left-as-found" }
  | { event: "asleep"; thread: string | number; stack: string }
  | { event: "awake"; thread: string | number }
  /** A run that is repeated says where it waits; the last one counts. */
  | { event: "awaiting"; stack: string }
  | { event: "thread-started" }
  | { event: "thread-ended" }
  | { event: "thread-error" };

export interface RunOutcome {
  /** Errors while the test file or the answer was loaded. */
  loadErrors: RunError[];
  tests: TestOutcome[];
  strayErrors: StrayError[];
  stopped?: StopReason;
  /** Where the processor was when an endless run was stopped. */
  busyAt?: BusyLine;
  /** Exit code or signal of a process that ended in mid-run. */
  died?: string;
  journal: JournalEntry[];
  output: string;
  ms: number;
}
