// The workbook without a command: a menu that goes on where the learner left off.

import { NotInCourse } from "../course/find.ts";
import { currentExercise, findNextStep, isPassed, type NextStep } from "../progress/next-step.ts";
import { chooseExercises } from "../session/choose-exercise.ts";
import { type Context, UsageError } from "../session/command.ts";
import { readLearnerProgress } from "../session/learner-progress.ts";
import { countKnown } from "../session/quiz-progress.ts";
import type { Choice } from "../terminal/terminal.ts";
import { renderLessons, renderOverview } from "../views/overview.ts";
import { renderProse } from "../views/prose.ts";

/** Without a terminal: the overview and the next step. */
export async function menu(context: Context): Promise<number> {
  const { course, terminal } = context;
  for (;;) {
    const progress = readLearnerProgress(context);
    const next = findNextStep(course, progress);
    terminal.print(`${terminal.style.bold("Interleave")}  concurrency in TypeScript, by doing`);
    const overview = { course, progress, next };
    if (!terminal.isInteractive) {
      terminal.print("");
      const quizzes = await countKnown(course, progress);
      terminal.print(renderOverview({ ...overview, quizzes }, terminal));
      return 0;
    }
    terminal.print(renderLessons(overview, terminal));
    terminal.print("");
    const choice = await terminal.choose(
      "What now? (q: leave)",
      listChoices(next, currentExercise(course, progress)?.name),
      undefined,
      // Nine lessons and ten choices fill a window of 24 rows.
      true,
    );
    if (choice === undefined || choice === "leave") return 0;
    const words = choice === "next" ? wordsOf(next) : await complete(choice, next, context);
    if (words) {
      const isRead = await startFrom(words, context);
      // The menu would push it out of the window.
      if (!isRead && !(await terminal.goOn("menu"))) return 0;
    }
    terminal.print("");
  }
}

/** Each but the first and the last is a command. */
function listChoices(next: NextStep, exercise: string | undefined): Choice[] {
  const first: Choice[] = next.kind === "done" ? [] : [{ value: "next", label: describe(next) }];
  const more: Choice[] = [
    { value: "read", label: "Read a lesson" },
    { value: "run", label: "Run a demo" },
    { value: "watch", label: "Work on an exercise" },
    ...(exercise === undefined
      ? []
      : [{ value: "hint", label: `A hint for exercise ${exercise}` }]),
    { value: "quiz", label: "Take a quiz" },
    { value: "play", label: "Play: break a wrong lock, then fix it" },
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

/** The command of the next step, as it would be typed. */
function wordsOf(next: NextStep): string[] | undefined {
  if (next.kind === "done") return undefined;
  return next.kind === "exercise" ? ["watch", next.exercise.id] : [next.kind, next.lesson.id];
}

/** `command` with what it is about, which is asked where there is a choice; undefined if the learner gives up. */
async function complete(
  command: string,
  next: NextStep,
  context: Context,
): Promise<string[] | undefined> {
  const question = questionFor(command, next, context);
  if (!question) return [command];
  const chosen = await context.terminal.choose(question.text, question.choices, question.start);
  return chosen === undefined ? undefined : [command, chosen];
}

interface Question {
  text: string;
  choices: Choice[];
  /** Where the choice starts: the next step, if it is among them. */
  start: string | undefined;
}

function questionFor(command: string, next: NextStep, context: Context): Question | undefined {
  const { lessons } = context.course;
  const here = next.kind === "done" ? undefined : next.lesson.id;
  const progress = readLearnerProgress(context);
  switch (command) {
    case "read":
    case "quiz": {
      const choices = lessons.map(({ id, number, title }) => {
        const { done, quizTaken } = progress.lessons[id] ?? {};
        const isMarked = command === "read" ? done : quizTaken;
        const word = command === "read" ? "read" : "taken";
        return { value: id, label: mark(`${number} ${title}`, isMarked && word) };
      });
      return { text: "Which lesson?", choices, start: here };
    }
    case "run": {
      const choices = lessons.flatMap(({ id, number, demos }) =>
        demos.map(({ name }) => {
          const isPredicted = progress.predictions[`${id}/${name}`] !== undefined;
          return {
            value: `${id}/${name}`,
            label: mark(`${number} ${name}`, isPredicted && "predicted"),
          };
        }),
      );
      const first = choices.find(({ value }) => here !== undefined && value.startsWith(here));
      return { text: "Which demo?", choices, start: first?.value };
    }
    case "watch": {
      const choices = lessons.flatMap(({ number, exercises }) =>
        exercises.map(({ id, name }) => ({
          value: id,
          label: mark(`${number} ${name}`, isPassed(progress, id) && "passed"),
        })),
      );
      return { text: "Which exercise?", choices, start: chooseExercises(context)[0]?.id };
    }
    default:
      return undefined;
  }
}

/** Behind the name, so that the names stand in a column. */
function mark(name: string, done: string | false | undefined): string {
  return done ? `${name}  ✓ ${done}` : name;
}

/** They end by a key, of somebody who has read what is there. */
const endByKey: readonly string[] = ["read", "watch", "play"];

/** Whether what it has shown was read. */
async function startFrom(words: string[], { start, terminal }: Context): Promise<boolean> {
  try {
    await start(...words);
    return endByKey.includes(words[0] ?? "");
  } catch (error) {
    // What was chosen has nothing to offer here, such as a quiz not written yet; the menu goes on.
    if (!(error instanceof UsageError || error instanceof NotInCourse)) throw error;
    terminal.print(renderProse([error.message], terminal));
    return false;
  }
}
