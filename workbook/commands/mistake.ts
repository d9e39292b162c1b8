// `mistake`: the known mistakes in an exercise; one of them as a file, to open, to debug and to check.

import { relative } from "node:path";
import { Checker } from "../checker/checker.ts";
import type { Exercise } from "../course/course.ts";
import { splitNames } from "../course/find.ts";
import { readKnownMistakes } from "../course/known-mistakes.ts";
import { writeMistake } from "../course/mistake-answer.ts";
import type { KnownMistake } from "../course/mistakes-page.ts";
import { explainWriting } from "../progress/errors.ts";
import { saveRecording } from "../progress/recordings.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { showVerdict } from "../session/check-one.ts";
import { chooseExercise } from "../session/choose-exercise.ts";
import { type Context, UsageError } from "../session/command.ts";

/** Exit code 1 if a check finds what is wrong, as that of a learner's answer does. */
export async function mistake(context: Context): Promise<number> {
  const { course, terminal, operands, options } = context;
  const words = splitNames(operands);
  const exercise = chooseExercise({ ...context, operands: words.slice(0, 2) });
  const mistakes = readKnownMistakes(course.root, exercise);
  const name = words.slice(2).join("/").replace(/\.ts$/i, "");
  if (name === "") {
    await print(describeAll(exercise, mistakes));
    return 0;
  }
  const chosen = mistakes.find((one) => one.name === name);
  if (!chosen) {
    const names = mistakes.map((one) => one.name).join(", ") || "none yet";
    throw new UsageError(`${exercise.id} has no mistake \`${name}\`; its mistakes are ${names}.`);
  }
  const file = explainWriting(".interleave/mistakes", () =>
    writeMistake(course.root, exercise, chosen),
  );
  await print(`**${name}**: ${chosen.wrong} Its file, made from ${placeOf(chosen)}:`);
  terminal.print(`\n  ${relative(course.root, file)}\n`);
  if (!options.check) {
    await print("Check it as an answer of yours:");
    // In one piece, however long: to be copied.
    terminal.print(`\n  npm start -- mistake ${exercise.id} ${name} --check`);
    return 0;
  }
  return (await check(file, exercise, `${exercise.id}/${name}`, context)) ? 0 : 1;

  async function print(markdown: string): Promise<void> {
    terminal.print(await renderMarkdown(markdown, terminal));
  }
}

/** Shows the verdict on the file and returns whether it passed; of the learner's own progress nothing changes. */
async function check(
  file: string,
  exercise: Exercise,
  id: string,
  context: Context,
): Promise<boolean> {
  const { course, terminal } = context;
  const checker = new Checker(course);
  try {
    const stopSaying = terminal.showRunning(`Checking ${id}`);
    const verdict = await checker.check(exercise, file).finally(stopSaying);
    if (verdict.recording) saveRecording(course.root, verdict.recording, id);
    showVerdict(verdict, { ...exercise, learnerFile: file }, context, id);
    return verdict.passed;
  } finally {
    await checker.close();
  }
}

/** Markdown. */
function describeAll({ id }: Exercise, mistakes: KnownMistake[]): string {
  if (mistakes.length === 0) return `There are no known mistakes in **${id}**.`;
  const rows = mistakes.map(({ name, wrong }) => `- \`${name}\`: ${wrong}`);
  return `Known mistakes in **${id}**:\n\n${rows.join("\n")}\n\nOne as a file: \`npm start -- mistake ${id} NAME\``;
}

function placeOf({ place: { file, line } }: KnownMistake): string {
  return `\`${file}\`, line ${line}`;
}
