// What every command is given.

import type { Course } from "../course/course.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface Context {
  course: Course;
  terminal: Terminal;
  /** The words after the command. */
  operands: string[];
  /** Options that were given, by name. */
  options: Record<string, boolean>;
}
