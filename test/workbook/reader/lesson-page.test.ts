import { describe, expect, test } from "vitest";
import { readLesson } from "#workbook/course/page.ts";
import { lines } from "./lines.ts";
import { page } from "./sample-page.ts";

describe("a lesson's page", () => {
  const lesson = readLesson(page);

  test("has a title and minutes", () => {
    expect(lesson.title).toBe("Threads");
    expect(lesson.minutes).toBe(20);
  });

  test("has a screen for its opening and one for each heading, but none for the hints", () => {
    expect(lesson.screens.map(({ title, line }) => ({ title, line }))).toEqual([
      { title: "Threads", line: 7 },
      { title: "One idea", line: 22 },
      { title: "Exercises", line: 35 },
    ]);
    expect(lesson.screens[2]?.markdown).toBe(
      lines(
        "## Exercises",
        "",
        "**Exercise** `join`: wait for a thread.",
        "",
        "**Exercise** `first-error`: stop at the first",
        "error.",
        "",
        "[docs]: https://nodejs.org/api",
        "",
      ),
    );
  });

  test("gives every screen the targets of its links", () => {
    expect(lesson.screens[0]?.markdown).toMatch(/<\/details>\n\n\[docs\]: https:\S+\n$/);
  });

  test("names its exercises in order", () => {
    expect(lesson.exercises).toEqual(["join", "first-error"]);
  });

  test("has hints for each exercise, as Markdown", () => {
    expect(lesson.hints).toEqual([
      {
        exercise: "join",
        place: { file: "README.md", line: 46 },
        hints: [
          "A thread *ends* once.",
          'Which event says so?\n\n```ts\nworker.once("exit", done);\n```',
        ],
      },
      { exercise: "first-error", place: { file: "README.md", line: 55 }, hints: ["Two events."] },
    ]);
  });

  test("has predictions, whose reasons follow the first dash of an option", () => {
    expect(lesson.predictions).toEqual([
      {
        demo: "coffee",
        question: "what is on the *last* line?",
        line: 9,
        options: [
          { text: "The kettle boils.", reason: "Nothing waits\nfor it.", right: false },
          {
            text: "The coffee is `cold`.",
            reason: "Without a join — there is none — the cup is filled.",
            right: true,
          },
        ],
      },
    ]);
  });

  test("has fences with their sources and lines, also those in lists and hints", () => {
    expect(lesson.fences).toEqual([
      {
        lang: "ts",
        source: "demos/coffee.ts",
        region: "kettle",
        code: "const a = 1;\n## not a heading",
        line: 24,
        inHints: false,
      },
      {
        lang: "text",
        source: "demos/coffee.ts",
        mode: "any-order",
        code: "out",
        line: 31,
        inHints: false,
      },
      { lang: "ts", code: 'worker.once("exit", done);', line: 51, inHints: true },
    ]);
  });

  test("may tell the minutes for its exercises apart", () => {
    const { minutes, exerciseMinutes } = readLesson(
      "---\ntitle: A\nminutes: 5\nexercises: 30\n---\n\nHello.\n",
    );
    expect([minutes, exerciseMinutes]).toEqual([5, 30]);
    expect(lesson.exerciseMinutes).toBeUndefined();
  });

  test("may have Windows line ends and no hints", () => {
    expect(readLesson(page.replaceAll("\n", "\r\n"))).toEqual(lesson);
    expect(readLesson("---\ntitle: A: b\nminutes: 5\n---\n\nHello.\n")).toEqual({
      title: "A: b",
      minutes: 5,
      sittings: [],
      screens: [{ title: "A: b", markdown: "Hello.\n", line: 6 }],
      hints: [],
      predictions: [],
      fences: [],
      exercises: [],
    });
  });
});

test("a sitting's heading is a block of its own on the first screen of the sitting", () => {
  const { screens, sittings } = readLesson(
    lines(
      "---",
      "title: Locks",
      "minutes: 20 + 25",
      "---",
      "",
      "# Find what breaks",
      "",
      "Opening words.",
      "",
      "# Build what holds",
      "",
      "## A lock",
      "",
      "Words.",
    ),
  );
  expect(sittings).toEqual([
    { title: "Find what breaks", minutes: 20, screen: 0 },
    { title: "Build what holds", minutes: 25, screen: 1 },
  ]);
  expect(screens.map(({ title, markdown }) => ({ title, markdown }))).toEqual([
    { title: "Locks", markdown: "# Find what breaks\n\nOpening words.\n" },
    { title: "A lock", markdown: "# Build what holds\n\n## A lock\n\nWords.\n" },
  ]);
});
