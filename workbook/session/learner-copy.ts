// Makes sure that the learner's copy is there, and says whatever there is to say about it.

import { relative } from "node:path";
import type { Course, Exercise } from "../course/course.ts";
import { ensureCopy, leaveEdit, moveEdit } from "../progress/copies.ts";
import { type Span, span } from "../reader/span.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderProse } from "../views/prose.ts";

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
      say([
        "Your copy is ",
        span(show(exercise.learnerFile), terminal.style.cyan),
        ": that is the file to edit.",
      ]);
      break;
    case "stub-changed":
      say([
        `The course has a newer start for ${exercise.id} (${show(exercise.stubFile)}). Yours is kept; \`reset\` takes the new one.`,
      ]);
      break;
    case "stub-edited": {
      const what = `You edited ${show(exercise.stubFile)}, which is the course's own file. Your copy is ${show(exercise.learnerFile)}.`;
      if (!terminal.isInteractive) {
        say([what, " In a terminal, this command offers to move the edit."]);
        break;
      }
      say([what]);
      const answer = await terminal.confirm("Move your edit into your copy?");
      // Those who give up are asked again next time.
      if (answer === false) leaveEdit(course, exercise);
      if (!answer) break;
      const { backup } = moveEdit(course, exercise);
      const kept = backup ? ` What was there before is in ${show(backup)}.` : "";
      say([`Moved.${kept}`]);
      break;
    }
  }

  function say(parts: (string | Span)[]): void {
    terminal.print(`${renderProse(parts, terminal)}\n`);
  }
}
