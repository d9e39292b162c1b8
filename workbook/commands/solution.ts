// `solution`: ours, after the learner's own passes or when they ask for it plainly.

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { isPassed } from "../progress/next-step.ts";
import { exerciseProgress } from "../progress/progress.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { chooseExercise } from "../session/choose-exercise.ts";
import type { Context } from "../session/command.ts";
import { readLearnerProgress, updateLearnerProgress } from "../session/learner-progress.ts";
import { renderProse, unbroken } from "../views/prose.ts";

export async function solution(context: Context): Promise<number> {
  const { course, terminal, options } = context;
  const exercise = chooseExercise(context);
  const passed = isPassed(readLearnerProgress(context), exercise.id);
  if (!passed && !options.yes) {
    if (!terminal.isInteractive) {
      const words = `${exercise.id} has not passed yet. To see our solution all the same: `;
      const command = unbroken(`npm start -- solution ${exercise.id} --yes`, terminal.style.cyan);
      terminal.print(renderProse([words, command], terminal));
      return 1;
    }
    const answer = await terminal.choose(
      `${exercise.id} has not passed yet. A hint may do: npm start -- hint`,
      [
        { value: "no", label: "Not yet" },
        { value: "yes", label: "Yes, show me" },
      ],
    );
    if (answer !== "yes") return 0;
  }
  updateLearnerProgress(context, (progress) => {
    exerciseProgress(progress, exercise.id).solutionShown ??= new Date().toISOString();
  });
  const file = relative(course.root, exercise.solutionFile);
  const code = readFileSync(exercise.solutionFile, "utf8").trimEnd();
  terminal.print(await renderMarkdown(`\`\`\`\`ts ${file}\n${code}\n\`\`\`\``, terminal));
  return 0;
}
