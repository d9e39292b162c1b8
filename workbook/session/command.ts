// What a command is, what it is given, and what it throws at a command line that is wrong.

import type { Course } from "../course/course.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { OptionOrder } from "./option-order.ts";

/** The command line is wrong. Shown with the usage; exit code 2. */
export class UsageError extends Error {}

/** What was typed is right, and what it names is not; the usage would say nothing new. */
export class InputError extends UsageError {}

/** What every command is given. */
export interface Base {
  /** The course's folder. */
  root: string;
  terminal: Terminal;
  /** That of every question which somebody is asked. */
  optionOrder: OptionOrder;
  /** The words after the command. */
  operands: string[];
  /** Options that were given, by name: the value, or true for one that takes none. */
  options: Record<string, string | boolean | undefined>;
  /** Runs another command as if `words` had been typed, with its errors; resolves to its exit code. */
  start(...words: string[]): Promise<number>;
}

export interface Context extends Base {
  course: Course;
}

interface Description {
  /** What is typed; empty for what opens without a word. */
  name: string;
  /** What follows the name, such as `[LESSON [EXERCISE]]`. */
  operands: string;
  /** A line of the usage. */
  summary: string;
  /** Options with what they do, as written without the dashes: `json`, or `seed S` with a value. */
  options?: Record<string, string>;
  /** Words after the name, with what they do: its help ends with them. */
  examples: Record<string, string>;
  /** Everything after the name is an operand, options too: the command reads them itself. */
  readsItsOwnWords?: boolean;
}

/** One command: what is said about it, and how to run it. `run` loads its module, so that no other command waits for it. */
export type Command = Description &
  // Beside what every command is given.
  (
    | { needs: "nothing"; run: (base: Base) => Promise<number> }
    | { needs: "course"; run: (context: Context) => Promise<number> }
  );
