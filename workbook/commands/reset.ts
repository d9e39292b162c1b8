// `reset`: starts an exercise anew; the learner's file moves to a backup.

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { resetCopy } from "../progress/copies.ts";
import { exerciseProgress, updateProgress } from "../progress/progress.ts";
import { chooseExercise } from "../session/choose-exercise.ts";
import type { Context } from "../session/command.ts";
import { renderProse, unbroken } from "../views/prose.ts";

export async function reset(context: Context): Promise<number> {
  const { course, terminal, options } = context;
  const exercise = chooseExercise(context);
  const file = relative(course.root, exercise.learnerFile);
  if (!options.yes && existsSync(exercise.learnerFile)) {
    if (!terminal.isInteractive) {
      const command = unbroken(`npm start -- reset ${exercise.id} --yes`, terminal.style.cyan);
      const words = `To start ${file} anew, without being asked: `;
      terminal.print(renderProse([words, command], terminal));
      return 1;
    }
    if (!(await terminal.confirm(`Start ${file} anew? What you wrote is kept in a backup.`))) {
      terminal.print("Nothing was changed.");
      return 0;
    }
  }
  const { backup, notice } = resetCopy(course, exercise);
  updateProgress(course.root, (progress) => {
    const { checks } = exerciseProgress(progress, exercise.id);
    progress.exercises[exercise.id] = { checks, hintsShown: 0 };
  });
  if (notice) terminal.printError(notice);
  const kept = backup ? ` Your file is in ${relative(course.root, backup)}.` : "";
  terminal.print(renderProse([`${file} starts anew.${kept}`], terminal));
  return 0;
}
