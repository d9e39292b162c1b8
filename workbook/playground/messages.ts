// What the page and its worker say to each other, and what is known of an exercise in a browser.

import type { JournalEntry } from "../checker/journal.ts";
import type { RunReport, StrayError, TestReport } from "../checker/messages.ts";
import type { CompilerError, Verdict } from "../checker/verdict.ts";
import type { Exploration, ScheduleStep } from "../explorer/contract/scenario.ts";
import type { Recording } from "../explorer/trace/recording.ts";
import type { Board } from "../game/game.ts";
import type { Level } from "../game/levels.ts";

/** Texts of TypeScript files, by their paths in the course, such as `lessons/02-locks/lock.ts`. */
export type Sources = Readonly<Record<string, string>>;

/** A known mistake, as far as it takes to recognize it. */
export interface MistakeData {
  name: string;
  verdict: string;
  says: string;
  why?: string;
  /** HTML of ours. */
  hint: string;
  /** The whole answer. */
  text: string;
}

/** All that a browser needs to grade an exercise; a file of the site. */
export interface ExerciseData {
  /** Such as `02-locks/mutex`. */
  id: string;
  /** What the tests import, such as `#exercise/02-locks/mutex.ts`. */
  specifier: string;
  /** The answer's path in the course, such as `exercises/02-locks/mutex.ts`. */
  answerFile: string;
  testFile: string;
  stub: string;
  solution: string;
  /** The tests and all that they and answers import, but for the answer itself. */
  sources: Sources;
  /** Those of `sources` that the stub tells of, and a visitor may want to read. */
  toRead: string[];
  mistakes: MistakeData[];
}

/** An answer's verdict. */
export interface Graded {
  verdict: Verdict;
  /** The one that it reads like. */
  mistake: MistakeData | undefined;
  /** How many tests run in the terminal alone. */
  leftOut: number;
}

/** What a browser needs to explore scenarios that a visitor writes; a file of the site. */
export interface ScenarioData {
  /** What stacks call the visitor's file. */
  file: string;
  /** What the editor starts with. */
  stub: string;
  /** What a scenario may import. */
  sources: Sources;
}

/** Where a page believes the course to be: paths of files begin with it, as they do on a disk. */
export const courseRoot = "/course";

export type ToWorker =
  | {
      type: "check";
      exercise: Pick<ExerciseData, "specifier" | "answerFile" | "testFile" | "sources">;
      answer: string;
    }
  /** Who can answer is not busy. */
  | { type: "ping" }
  | { type: "explore"; file: string; sources: Sources; text: string }
  /** Starts a game at a level; `answer` is that of its mistake. */
  | {
      type: "open-level";
      level: Level;
      exercise: Pick<ExerciseData, "answerFile" | "sources">;
      answer: string;
    }
  | { type: "choose"; step: ScheduleStep }
  /** To where so many steps were taken. */
  | { type: "go-back"; to: number };

/** A level that was opened. */
export interface OpenedLevel {
  /** The client program, a line each. */
  program: string[];
  /** Steps of a shortest schedule that breaks it; undefined if none does. */
  par: number | undefined;
}

/** Where a game stands, with the texts of the lines that it names. */
export interface Shown {
  board: Board;
  lines: Recording["lines"];
}

export type FromWorker =
  /** All of them, when they are known and not run yet. */
  | { type: "tests"; tests: TestReport[] }
  | { type: "test"; index: number; test: TestReport }
  /** Such as a test that starts. */
  | { type: "entry"; entry: JournalEntry }
  | { type: "stray"; error: StrayError }
  | { type: "output"; text: string }
  /** Nothing more will come: the page ends the worker. */
  | { type: "stopped"; reason: Extract<RunReport["stopped"], "standing-still" | "output"> }
  /** A sign of life. */
  | { type: "alive" }
  | { type: "pong" }
  /** The scenario's file was run, and its threads come next. */
  | { type: "loaded" }
  | { type: "unfit"; error: CompilerError }
  | { type: "checked"; loadErrors: RunReport["loadErrors"]; tests: TestReport[]; leftOut: number }
  | { type: "explored"; exploration: Exploration; recording?: Recording }
  | ({ type: "level-opened" } & OpenedLevel)
  | ({ type: "shown" } & Shown)
  /** The scenario or the level could not be loaded. */
  | { type: "refused"; sentence: string };
