// The workbook without a command: a menu that goes on where the learner left off.

import { findNextStep, type NextStep } from "../progress/next-step.ts";
import type { Choice } from "../terminal/terminal.ts";
import { renderAllUsage, UsageError } from "../usage.ts";
import { renderLessons, renderOverview } from "../views/overview.ts";
import { renderProse } from "../views/prose.ts";
import { chooseExercises } from "./choose-exercise.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";

/** Without a terminal: the overview and the next step. */
export async function menu(context: Context): Promise<number> {
  const { course, terminal } = context;
  for (;;) {
    const progress = readLearnerProgress(context);
    const next = findNextStep(course, progress);
    terminal.print(`${terminal.style.bold("Interleave")}  concurrency in TypeScript, by doing\n`);
    const overview = { course, progress, next };
    const { isInteractive } = terminal;
    terminal.print((isInteractive ? renderLessons : renderOverview)(overview, terminal));
    if (!isInteractive) return 0;
    terminal.print("");
    const choice = await terminal.choose("What now?", listChoices(next));
    if (choice === undefined || choice === "leave") return 0;
    try {
      await perform(choice, next, context);
    } catch (error) {
      // What was chosen has nothing to offer here, such as a quiz not written yet; the menu goes on.
      if (!(error instanceof UsageError)) throw error;
      terminal.print(renderProse([error.message], terminal));
    }
    terminal.print("");
  }
}

function listChoices(next: NextStep): Choice[] {
  const first: Choice[] = next.kind === "done" ? [] : [{ value: "next", label: describe(next) }];
  const more: Choice[] = [
    { value: "read", label: "Read a lesson" },
    { value: "run", label: "Run a demo" },
    { value: "check", label: "Work on an exercise" },
    { value: "hint", label: "A hint for the current exercise" },
    { value: "quiz", label: "Take a quiz" },
    { value: "list", label: "What is done and what is open" },
    { value: "help", label: "Every command" },
    { value: "leave", label: "Leave" },
  ];
  return [...first, ...more];
}

function describe(next: Exclude<NextStep, { kind: "done" }>): string {
  switch (next.kind) {
    case "read":
      return `Go on: read lesson ${next.lesson.number}, ${next.lesson.title}`;
    case "exercise":
      return `Go on: exercise ${next.exercise.name} of lesson ${next.lesson.number}`;
    case "quiz":
      return `Go on: the quiz of lesson ${next.lesson.number}`;
  }
}

async function perform(choice: string, next: NextStep, context: Context): Promise<void> {
  const { course, terminal } = context;
  const start = (operands: string[]): Context => ({ ...context, operands, options: {} });
  const lessons = course.lessons.map(({ id, number, title }) => ({
    value: id,
    label: `${number} ${title}`,
  }));
  if (choice === "next" && next.kind !== "done") {
    if (next.kind === "exercise")
      await (await import("./watch.ts")).watch(start([next.exercise.id]));
    else if (next.kind === "read") await (await import("./read.ts")).read(start([next.lesson.id]));
    else await (await import("./quiz.ts")).quiz(start([next.lesson.id]));
  } else if (choice === "read" || choice === "quiz") {
    const here = next.kind === "done" ? undefined : next.lesson.id;
    const lesson = await terminal.choose("Which lesson?", lessons, here);
    if (lesson === undefined) return;
    if (choice === "read") await (await import("./read.ts")).read(start([lesson]));
    else await (await import("./quiz.ts")).quiz(start([lesson]));
  } else if (choice === "run") {
    const demos = course.lessons.flatMap(({ id, demos }) =>
      demos.map(({ name }) => ({ value: `${id}/${name}`, label: `${id.slice(0, 2)} ${name}` })),
    );
    const firstDemo = demos.find(
      ({ value }) => next.kind !== "done" && value.startsWith(next.lesson.id),
    );
    const demo = await terminal.choose("Which demo?", demos, firstDemo?.value);
    if (demo !== undefined) await (await import("./run.ts")).run(start([demo]));
  } else if (choice === "check") {
    const [current] = chooseExercises(start([]));
    const exercises = course.lessons.flatMap((lesson) =>
      lesson.exercises.map(({ id, name }) => ({ value: id, label: `${lesson.number} ${name}` })),
    );
    const exercise = await terminal.choose("Which exercise?", exercises, current?.id);
    if (exercise !== undefined) await (await import("./watch.ts")).watch(start([exercise]));
  } else if (choice === "list") {
    await (await import("./list.ts")).list(start([]));
  } else if (choice === "hint") {
    await (await import("./hint.ts")).hint(start([]));
  } else {
    terminal.print(renderAllUsage());
  }
}
