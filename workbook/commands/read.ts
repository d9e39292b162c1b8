// `read`: a lesson, a screen at a time; all of it in a pipe.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Exercise, Lesson } from "../course/course.ts";
import { firstLineOfRegion } from "../course/fences.ts";
import { readPage } from "../course/load-course.ts";
import { findNextStep, isPassed } from "../progress/next-step.ts";
import { updateProgress } from "../progress/progress.ts";
import {
  renderScreen,
  renderScreenParts,
  type ScreenOptions,
  type ScreenPart,
} from "../reader/reader.ts";
import { span } from "../reader/span.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderNextStep } from "../views/overview.ts";
import { renderProse, unbroken } from "../views/prose.ts";
import { chooseLesson } from "./choose-lesson.ts";
import type { Context } from "./context.ts";
import { readLearnerProgress } from "./learner-progress.ts";
import { runDemo } from "./run.ts";
import { findOffers, type Offers } from "./screen-offers.ts";
import { watchExercises } from "./watch.ts";

/** Lines: in a window of less, a screen scrolls. */
const lowestScreen = 8;

export async function read(context: Context): Promise<number> {
  const { course, terminal } = context;
  const lesson = chooseLesson(context);
  const { screens } = readPage(lesson);
  terminal.print(renderTitle(lesson, terminal));
  if (!terminal.isInteractive) {
    for (const { markdown } of screens) {
      terminal.print(`\n${await renderScreen(markdown, paperFor(lesson, context))}`);
    }
    return 0;
  }
  const last = screens.length - 1;
  const demosRun = new Set<string>();
  const firstIndex = Math.min(readLearnerProgress(context).lessons[lesson.id]?.screen ?? 0, last);
  let index = firstIndex;
  // In the screen, where it is taller than the terminal. A prediction made shows more, and moves what follows.
  let start = 0;
  for (;;) {
    const parts = await renderParts(index);
    const part = Math.max(
      0,
      parts.findLastIndex((one) => one.start <= start),
    );
    terminal.print(`\n${parts[part]?.text ?? ""}\n`);
    saveScreen(index);
    const place = { index, screens: screens.length, part, parts: parts.length };
    const seen = parts.slice(0, part + 1).map(({ markdown }) => markdown);
    const answer = await stay(place, seen.reverse());
    if (answer === "quit") break;
    const next = parts[part + (answer === "next" ? 1 : -1)];
    if (next) start = next.start;
    else if (answer === "next" && index === last) {
      finish();
      break;
    } else if (answer === "next") [index, start] = [index + 1, 0];
    else if (index > 0) [index, start] = [index - 1, Number.POSITIVE_INFINITY];
  }
  const next = findNextStep(course, readLearnerProgress(context));
  terminal.print(renderNextStep(next, terminal));
  return 0;

  async function renderParts(index: number): Promise<ScreenPart[]> {
    const { predictions } = readLearnerProgress(context);
    const isPredicted = (demo: string) => predictions[`${lesson.id}/${demo}`] !== undefined;
    const shown = hideOutputs(screens[index]?.markdown ?? "", isPredicted);
    // An empty line, two of keys, and the one with the cursor; above them, the title.
    const others = index === firstIndex ? 6 : 4;
    const height = terminal.height && Math.max(lowestScreen, terminal.height - others);
    return renderScreenParts(shown, paperFor(lesson, context), height);
  }

  /** Runs what the screen offers until the learner turns the page. */
  async function stay(place: Place, seen: string[]): Promise<"next" | "back" | "quit"> {
    const hasPassed = ({ id }: Exercise) => isPassed(readLearnerProgress(context), id);
    const look = () => findOffers(seen, lesson, { demosRun, hasPassed });
    const hasOpenExercise = () => {
      const { exercise } = look();
      return exercise !== undefined && !hasPassed(exercise);
    };
    for (;;) {
      const offers = look();
      const isAgain = offers.demo !== undefined && demosRun.has(offers.demo.name);
      const answer = await askWhereTo(place, { ...offers, isAgain }, terminal);
      if (answer === "run" && offers.demo) {
        await runDemo(lesson, offers.demo, context);
        demosRun.add(offers.demo.name);
      } else if (answer === "exercise" && offers.exercise) {
        const about = { ...context, operands: [offers.exercise.id], options: {} };
        const { departure } = await watchExercises(about, true);
        if (departure === "read" && !hasOpenExercise()) return "next";
      } else if (answer === "next" || answer === "back" || answer === "quit") return answer;
    }
  }

  function saveScreen(screen: number): void {
    updateProgress(course.root, (progress) => {
      progress.lessons[lesson.id] = { done: false, ...progress.lessons[lesson.id], screen };
      // The exercise that they are at stays the current one.
      if (!progress.current?.startsWith(`${lesson.id}/`)) progress.current = lesson.id;
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

function paperFor(
  { number, folder }: Lesson,
  { course, terminal }: Pick<Context, "course" | "terminal">,
): ScreenOptions {
  const { width, colors, links } = terminal;
  const findLine = (source: string, region: string) => {
    const file = source.startsWith("/") ? join(course.root, source) : join(folder, source);
    return existsSync(file) ? firstLineOfRegion(readFileSync(file, "utf8"), region) : undefined;
  };
  return { width, colors, links, lessonNumber: number, findLine };
}

function renderTitle({ number, title, minutes }: Lesson, terminal: Terminal): string {
  const { style } = terminal;
  const name = span(`Lesson ${number}: ${title}`, style.bold);
  return renderProse([name, "  ", span(`about ${minutes} minutes`, style.dim)], terminal);
}

interface Place {
  /** From 0. */
  index: number;
  screens: number;
  /** From 0. */
  part: number;
  parts: number;
}

/** Such as `[2/6]`, or `[2/6, part 1/2]` where a screen is taller than the terminal. */
export function describePlace({ index, screens, part, parts }: Place): string {
  const screen = `${index + 1}/${screens}`;
  return parts === 1 ? `[${screen}]` : `[${screen}, part ${part + 1}/${parts}]`;
}

async function askWhereTo(
  place: Place,
  { demo, exercise, isAgain }: Offers & { isAgain: boolean },
  terminal: Terminal,
): Promise<"next" | "back" | "run" | "exercise" | "quit"> {
  const { index, screens, part, parts } = place;
  const isLast = index === screens - 1 && part === parts - 1;
  const forward = isLast ? "done" : part < parts - 1 ? "more" : "next screen";
  const keys = [
    `Enter: ${forward}`,
    ...(index > 0 || part > 0 ? ["b: back"] : []),
    ...(demo ? [`r: run ${demo.name}${isAgain ? " again" : ""}`] : []),
    ...(exercise ? [`e: exercise ${exercise.name}`] : []),
    "q: leave",
  ];
  const { dim } = terminal.style;
  const row = [
    span(describePlace(place), dim),
    ...keys.flatMap((key) => ["   ", unbroken(key, dim)]),
  ];
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
