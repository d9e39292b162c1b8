// Makes sure that the learner's copy is there, and says whatever there is to say about it.

import { relative } from "node:path";
import type { Course, Exercise } from "../course/course.ts";
import { ensureCopy } from "../progress/copies.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface CopySettings {
  course: Course;
  terminal: Terminal;
  /** `--json` prints nothing else, and asks nothing. */
  isQuiet?: boolean;
}

export async function prepareCopy(
  exercise: Exercise,
  { course, terminal, isQuiet = false }: CopySettings,
): Promise<void> {
  const result = ensureCopy(course, exercise);
  const show = (file: string) => relative(course.root, file);
  if (result.notice) terminal.printError(result.notice);
  if (isQuiet) return;
  switch (result.status) {
    case "made":
      terminal.print(
        `Your copy is ${terminal.style.cyan(show(result.file))}: that is the file to edit.\n`,
      );
      break;
    case "stub-changed":
      terminal.print(
        `The course has a newer start for ${exercise.id} (${show(result.stubFile)}). Yours is kept; \`reset\` takes the new one.\n`,
      );
      break;
    case "stub-edited": {
      terminal.print(
        `You edited ${show(result.stubFile)}, which is the course's own file. Your copy is ${show(result.file)}.`,
      );
      if (!terminal.isInteractive) {
        terminal.print("In a terminal, this command offers to move the edit.\n");
        break;
      }
      if (!(await terminal.confirm("Move your edit into your copy?"))) {
        result.leaveEdit();
        break;
      }
      const { backup } = result.moveEdit();
      const kept = backup ? ` What was there before is in ${show(backup)}.` : "";
      terminal.print(`Moved.${kept}\n`);
      break;
    }
  }
}
