// `read`: a lesson, a screen at a time; all of it in a pipe.

import type { Lesson } from "../course/course.ts";
import { readPage } from "../course/load-course.ts";
import type { Screen } from "../course/page.ts";
import { findNextStep } from "../progress/next-step.ts";
import { readProgress, updateProgress } from "../progress/progress.ts";
import { renderScreen } from "../reader/reader.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderNextStep } from "../views/overview.ts";
import { chooseLesson } from "./choose-lesson.ts";
import type { Context } from "./context.ts";
import { runDemo } from "./run.ts";

export async function read(context: Context): Promise<number> {
  const { course, terminal } = context;
  const lesson = chooseLesson(context);
  const { screens } = readPage(lesson);
  terminal.print(renderTitle(lesson, terminal));
  if (!terminal.isInteractive) {
    for (const screen of screens) terminal.print(`\n${await render(screen, lesson, terminal)}`);
    return 0;
  }
  const last = screens.length - 1;
  let index = Math.min(readProgress(course.root).progress.lessons[lesson.id]?.screen ?? 0, last);
  for (;;) {
    const screen = screens[index] as Screen;
    terminal.print(`\n${await render(screen, lesson, terminal)}\n`);
    saveScreen(index);
    const demo = demoToRun(screen, lesson);
    const answer = await askWhereTo(index, last, demo?.name, terminal);
    if (answer === "quit") break;
    if (answer === "run" && demo) {
      await runDemo(lesson, demo, context);
      continue;
    }
    if (answer === "back") index = Math.max(0, index - 1);
    if (answer === "next" && index === last) {
      finish();
      break;
    }
    if (answer === "next") index += 1;
  }
  const { progress } = readProgress(course.root);
  terminal.print(renderNextStep(findNextStep(course, progress), terminal.style));
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

function render(screen: Screen, lesson: Lesson, terminal: Terminal): Promise<string> {
  const { width, colors, links } = terminal;
  return renderScreen(screen.markdown, { width, colors, links, lessonNumber: lesson.number });
}

function renderTitle({ number, title, minutes }: Lesson, { style }: Terminal): string {
  return `${style.bold(`Lesson ${number}: ${title}`)}  ${style.dim(`about ${minutes} minutes`)}`;
}

/** The demo that a screen asks to predict or to run. */
function demoToRun({ markdown }: Screen, lesson: Lesson) {
  const name =
    /\*\*Predict\*\* `([^`]+)`/.exec(markdown)?.[1] ??
    /npm start -- run \d+ ([\w-]+)/.exec(markdown)?.[1];
  return lesson.demos.find((demo) => demo.name === name);
}

async function askWhereTo(
  index: number,
  last: number,
  demo: string | undefined,
  { print, readKey, style }: Terminal,
): Promise<"next" | "back" | "run" | "quit"> {
  const forward = index === last ? "Enter: done" : "Enter: next screen";
  const keys = [
    forward,
    ...(index > 0 ? ["b: back"] : []),
    ...(demo ? [`r: run ${demo}`] : []),
    "q: leave",
  ];
  print(style.dim(`[${index + 1}/${last + 1}]  ${keys.join("   ")}`));
  for (;;) {
    const key = await readKey();
    if (["return", "enter", "space", "n", "right", "down", "pagedown"].includes(key)) return "next";
    if (["b", "p", "left", "up", "pageup"].includes(key)) return "back";
    if (key === "r" && demo) return "run";
    if (["q", "escape", "ctrl-c"].includes(key)) return "quit";
  }
}
