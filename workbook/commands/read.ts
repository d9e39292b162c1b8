// `read`: a lesson, a screen at a time; all of it in a pipe.

import type { Demo, Exercise, Lesson } from "../course/course.ts";
import { readPage } from "../course/load-course.ts";
import type { Screen } from "../course/page.ts";
import { findNextStep } from "../progress/next-step.ts";
import { updateProgress } from "../progress/progress.ts";
import { renderScreen } from "../reader/reader.ts";
import { span } from "../reader/span.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderNextStep } from "../views/overview.ts";
import { renderProse, unbroken } from "../views/prose.ts";
import { chooseLesson } from "./choose-lesson.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";
import { runDemo } from "./run.ts";
import { watch } from "./watch.ts";

export async function read(context: Context): Promise<number> {
  const { course, terminal } = context;
  const lesson = chooseLesson(context);
  const { screens } = readPage(lesson);
  terminal.print(renderTitle(lesson, terminal));
  if (!terminal.isInteractive) {
    for (const { markdown } of screens) {
      terminal.print(`\n${await render(markdown, lesson, terminal)}`);
    }
    return 0;
  }
  const last = screens.length - 1;
  let index = Math.min(readLearnerProgress(context).lessons[lesson.id]?.screen ?? 0, last);
  for (;;) {
    const screen = screens[index] as Screen;
    const { predictions } = readLearnerProgress(context);
    const isPredicted = (demo: string) => predictions[`${lesson.id}/${demo}`] !== undefined;
    const shown = hideOutputs(screen.markdown, isPredicted);
    terminal.print(`\n${await render(shown, lesson, terminal)}\n`);
    saveScreen(index);
    const offers = { demo: demoToRun(screen, lesson), exercise: exerciseOf(screen, lesson) };
    let answer = await askWhereTo(index, last, offers, terminal);
    while (answer === "run" || answer === "exercise") {
      if (answer === "run" && offers.demo) await runDemo(lesson, offers.demo, context);
      if (answer === "exercise" && offers.exercise) {
        await watch({ ...context, operands: [offers.exercise.id], options: {} });
      }
      answer = await askWhereTo(index, last, offers, terminal);
    }
    if (answer === "quit") break;
    if (answer === "back") index = Math.max(0, index - 1);
    if (answer === "next" && index === last) {
      finish();
      break;
    }
    if (answer === "next") index += 1;
  }
  const next = findNextStep(course, readLearnerProgress(context));
  terminal.print(renderNextStep(next, terminal));
  return 0;

  function saveScreen(screen: number): void {
    updateProgress(course.root, (progress) => {
      progress.lessons[lesson.id] = { done: false, ...progress.lessons[lesson.id], screen };
    });
  }

  function finish(): void {
    updateProgress(course.root, (progress) => {
      progress.lessons[lesson.id] = { ...progress.lessons[lesson.id], screen: 0, done: true };
    });
  }
}

/** The output of a demo that is still to be predicted on the same screen would give it away. */
function hideOutputs(markdown: string, isPredicted: (demo: string) => boolean): string {
  const asked = [...markdown.matchAll(/^> \*\*Predict\*\* `([^`]+)`/gm)].map((match) => match[1]);
  return markdown.replace(
    /^```text demos\/([\w-]+)\.ts.*\n[\s\S]*?^```$/gm,
    (fence, demo: string) =>
      asked.includes(demo) && !isPredicted(demo)
        ? `*Run \`${demo}\` to see what it prints.*`
        : fence,
  );
}

function render(markdown: string, lesson: Lesson, terminal: Terminal): Promise<string> {
  const { width, colors, links } = terminal;
  return renderScreen(markdown, { width, colors, links, lessonNumber: lesson.number });
}

function renderTitle({ number, title, minutes }: Lesson, terminal: Terminal): string {
  const { style } = terminal;
  const name = span(`Lesson ${number}: ${title}`, style.bold);
  return renderProse([name, "  ", span(`about ${minutes} minutes`, style.dim)], terminal);
}

/** The demo that a screen asks to predict or to run. */
function demoToRun({ markdown }: Screen, lesson: Lesson) {
  const name =
    /\*\*Predict\*\* `([^`]+)`/.exec(markdown)?.[1] ??
    /^```text demos\/([\w-]+)\.ts/m.exec(markdown)?.[1];
  return lesson.demos.find((demo) => demo.name === name);
}

/** The exercise that a screen sets. */
function exerciseOf({ markdown }: Screen, lesson: Lesson): Exercise | undefined {
  const name = /^\*\*Exercise\*\* `([^`]+)`/m.exec(markdown)?.[1];
  return lesson.exercises.find((exercise) => exercise.name === name);
}

async function askWhereTo(
  index: number,
  last: number,
  { demo, exercise }: { demo: Demo | undefined; exercise: Exercise | undefined },
  terminal: Terminal,
): Promise<"next" | "back" | "run" | "exercise" | "quit"> {
  const forward = index === last ? "Enter: done" : "Enter: next screen";
  const keys = [
    forward,
    ...(index > 0 ? ["b: back"] : []),
    ...(demo ? [`r: run ${demo.name}`] : []),
    ...(exercise ? [`e: exercise ${exercise.name}`] : []),
    "q: leave",
  ];
  const { dim } = terminal.style;
  const place = span(`[${index + 1}/${last + 1}]`, dim);
  const row = [place, ...keys.flatMap((key) => ["   ", unbroken(key, dim)])];
  terminal.print(renderProse(row, terminal));
  for (;;) {
    const key = await terminal.readKey();
    if (["return", "enter", "space", "n", "right", "down", "pagedown"].includes(key)) return "next";
    if (["b", "p", "left", "up", "pageup"].includes(key)) return "back";
    if (key === "r" && demo) return "run";
    if (key === "e" && exercise) return "exercise";
    if (["q", "escape", "ctrl-c"].includes(key)) return "quit";
  }
}
