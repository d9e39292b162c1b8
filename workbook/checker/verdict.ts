// What a check says: one kind, one sentence, and where to look.

import type { Recording } from "../explorer/trace/recording.ts";

/** `passed`, or the first thing that stood in the way. */
export type VerdictKind =
  | "passed"
  | "test-failed"
  | "too-many-states"
  | "type-error"
  | "syntax-error"
  | "load-error"
  | "endless-loop"
  | "endless-output"
  | "asleep"
  | "never-settles"
  | "exit"
  | "thrown-value"
  | "uncaught-exception"
  | "unhandled-rejection"
  | "thread-crashed"
  | "memory"
  | "empty-file"
  | "missing-file"
  | "skipped-test";

export interface SourcePlace {
  /** Relative to the course, with `/`. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

export interface CompilerError {
  place: SourcePlace;
  /** TypeScript's number, such as 2322. */
  code: number;
  message: string;
}

export interface Verdict {
  /** The exercise's id, such as `01-threads/join`. */
  exercise: string;
  kind: VerdictKind;
  passed: boolean;
  /** One plain sentence. The same answer gets the same sentence every time. */
  sentence: string;
  /** Title of the test that broke first. */
  test?: string;
  place?: SourcePlace;
  /** What was expected and what came, a counterexample: lines to show below the sentence. */
  detail?: string[];
  /** The schedule that breaks the answer, step by step. */
  recording?: Recording;
  /** Titles of the tests that held, in order. */
  held: string[];
  tests: { passed: number; failed: number; skipped: number; total: number };
  typeErrors: CompilerError[];
  /** What the learner's code printed, cut to a screen. */
  output: string[];
  ms: number;
}
