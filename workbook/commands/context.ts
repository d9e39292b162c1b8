// What every command is given.

import type { Course } from "../course/course.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What a command is given that needs no lesson. */
export interface Base {
  /** The course's folder. */
  root: string;
  terminal: Terminal;
  /** The words after the command. */
  operands: string[];
  /** Options that were given, by name. */
  options: Record<string, boolean>;
}

export interface Context extends Base {
  course: Course;
}
