// The course at a glance: lessons, exercises, what is done, what comes next.

import type { Course, Lesson } from "../course/course.ts";
import { isPassed, type NextStep } from "../progress/next-step.ts";
import type { Progress } from "../progress/shape.ts";
import { span } from "../reader/span.ts";
import { type Paper, renderProse, unbroken } from "./prose.ts";

export interface Overview {
  course: Course;
  progress: Progress;
  next: NextStep;
  /** By lesson id. */
  quizzes: ReadonlyMap<string, QuizProgress>;
}

export interface QuizProgress {
  questions: number;
  /** Answered right, those that came back twice in a row. */
  known: number;
  /** Answered wrong, and asked again in the next sitting. */
  comingBack: number;
}

/** A block per lesson, and the next step under them. */
export function renderOverview(overview: Overview, paper: Paper): string {
  const blocks = overview.course.lessons.map((lesson) => renderLesson(lesson, overview, paper));
  return [...blocks, renderNextStep(overview.next, paper)].join("\n\n");
}

/** A line per lesson, so that a menu fits below it. */
export function renderLessons(
  { course, progress, next }: Omit<Overview, "quizzes">,
  paper: Paper,
): string {
  return course.lessons.map((lesson) => renderLessonLine(lesson, progress, next, paper)).join("\n");
}

function renderLessonLine(
  { id, number, title, exercises }: Lesson,
  progress: Progress,
  next: NextStep,
  paper: Paper,
): string {
  const { style } = paper;
  const passed = exercises.filter((exercise) => isPassed(progress, exercise.id)).length;
  const state = progress.lessons[id];
  const isNextOne = next.kind !== "done" && next.lesson.id === id;
  const isDone = state?.done === true && passed === exercises.length && state.quizTaken === true;
  const hasBegun = state !== undefined || exercises.some((one) => progress.exercises[one.id]);
  const parts = [
    ...(state?.done ? ["read"] : []),
    `${passed} of ${exercises.length} exercises`,
    ...(state?.quizTaken ? ["quiz"] : []),
  ];
  const words = isDone ? "done" : hasBegun ? parts.join(", ") : isNextOne ? "next" : "open";
  const mark = isDone
    ? span("✓", style.green)
    : isNextOne
      ? span("▸", style.yellow)
      : span("·", style);
  const name = span(`${number} ${title}`, isNextOne ? style.bold : style);
  const start = [span("  ", style), mark, span(" ", style)];
  return renderProse([name, "  ", span(words, style.dim)], paper, start);
}

function renderLesson(lesson: Lesson, { progress, next, quizzes }: Overview, paper: Paper): string {
  const { style } = paper;
  const passed = lesson.exercises.filter(({ id }) => isPassed(progress, id)).length;
  const count = `${passed} of ${lesson.exercises.length} exercises`;
  const state = progress.lessons[lesson.id];
  const { minutes, exerciseMinutes } = lesson;
  const time = exerciseMinutes
    ? `${minutes} min, exercises ${exerciseMinutes} min`
    : `${minutes} min`;
  const head = renderProse(
    [span(lesson.title, style.bold), "  ", span(`${time}, ${count} done`, style.dim)],
    paper,
    [span(`${lesson.number} `, style.bold)],
  );
  const rows = [
    ...renderReading(lesson, state, isNext(next, "read", lesson), paper),
    ...lesson.exercises.map(({ id, name }) => {
      const isNextOne = next.kind === "exercise" && next.exercise.id === id;
      return row({ name, isDone: isPassed(progress, id), isNext: isNextOne }, paper);
    }),
    row(
      {
        name: "quiz",
        isDone: state?.quizTaken ?? false,
        isNext: isNext(next, "quiz", lesson),
        note: describeQuiz(quizzes.get(lesson.id)),
      },
      paper,
    ),
  ];
  return [head, ...rows].join("\n");
}

/** A row for the page, or for each of its sittings. */
function renderReading(
  { sittings }: Lesson,
  state: Progress["lessons"][string] | undefined,
  isNextToRead: boolean,
  paper: Paper,
): string[] {
  const isRead = state?.done ?? false;
  if (sittings.length === 0)
    return [row({ name: "read", isDone: isRead, isNext: isNextToRead }, paper)];
  const screen = state?.screen ?? 0;
  return sittings.map(({ title, minutes }, index) => {
    const end = sittings[index + 1]?.screen ?? Number.POSITIVE_INFINITY;
    const isDone = isRead || screen >= end;
    const hasComeTo = screen >= (sittings[index]?.screen ?? 0);
    return row(
      {
        name: `read ${index + 1} of ${sittings.length}`,
        isDone,
        isNext: isNextToRead && hasComeTo && !isDone,
        note: `${title}, ${minutes} min`,
      },
      paper,
    );
  });
}

function describeQuiz(quiz: QuizProgress | undefined): string {
  if (!quiz) return "";
  const { questions, known, comingBack } = quiz;
  if (known + comingBack === 0) return questions === 1 ? "1 question" : `${questions} questions`;
  const back = comingBack === 1 ? ", 1 comes back" : `, ${comingBack} come back`;
  return `${known} of ${questions} known${comingBack > 0 ? back : ""}`;
}

function isNext(next: NextStep, kind: "read" | "quiz", lesson: Lesson): boolean {
  return next.kind === kind && next.lesson.id === lesson.id;
}

interface Step {
  name: string;
  isDone: boolean;
  isNext: boolean;
  note?: string;
}

/** The state stands there as a word, too: nothing hangs on a mark or a color alone. */
function row({ name, isDone, isNext, note = "" }: Step, { style }: Paper): string {
  const mark = isDone ? style.green("✓") : isNext ? style.yellow("▸") : "·";
  const state = isDone ? "done" : isNext ? "next" : "open";
  const label = isNext ? style.bold(name) : name;
  const gap = " ".repeat(Math.max(1, stateColumn - name.length));
  const words = note === "" ? state : `${state}, ${note}`;
  return `  ${mark} ${label}${gap}${style.dim(words)}`;
}

/** Columns that the longest name of an exercise takes, and some space. */
const stateColumn = 21;

/** One sentence: what to do now, and the command for it. */
export function renderNextStep(next: NextStep, paper: Paper): string {
  const advise = (what: string, words: string) => {
    const command = unbroken(`npm start -- ${words}`, paper.style.cyan);
    return renderProse([`Next: ${what}: `, command], paper);
  };
  switch (next.kind) {
    case "read": {
      const { number, title } = next.lesson;
      return advise(`read lesson ${number}, ${title}`, `read ${number}`);
    }
    case "exercise": {
      const { name } = next.exercise;
      return advise(`exercise ${name}`, `watch ${next.lesson.number} ${name}`);
    }
    case "quiz": {
      const { number } = next.lesson;
      return advise(`the quiz of lesson ${number}`, `quiz ${number}`);
    }
    case "done":
      return renderProse(["Everything is done. The quizzes bring back what was hard."], paper);
  }
}
