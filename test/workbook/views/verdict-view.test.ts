// Verdicts and sentences as text: what is shown, in which order, and how wide.

import { Chalk } from "chalk";
import { describe, expect, test } from "vitest";
import type { Verdict } from "#workbook/checker/verdict.ts";
import { findNextStep } from "#workbook/progress/next-step.ts";
import { emptyProgress } from "#workbook/progress/shape.ts";
import { renderLessons, renderOverview } from "#workbook/views/overview.ts";
import { renderProse, unbroken } from "#workbook/views/prose.ts";
import { renderVerdict } from "#workbook/views/verdict.ts";
import { sampleCourse } from "../sample-course.ts";

const style = new Chalk({ level: 0 });
const paper = { width: 60, style };
const place = { file: "exercises/01-sums/add.ts", line: 2, column: 10 };

function verdict(parts: Partial<Verdict>): Verdict {
  return {
    exercise: "01-sums/add",
    kind: "test-failed",
    passed: false,
    sentence: "“two numbers make a sum” does not hold yet.",
    held: [],
    tests: { passed: 0, failed: 1, skipped: 0, total: 2 },
    typeErrors: [],
    output: [],
    ms: 1,
    ...parts,
  };
}

function typeError(line: number) {
  return { place: { ...place, line }, code: 2322, message: "Type 'number' is not a string." };
}

describe("a verdict", () => {
  test("shows the client program that broke above its schedule, within the width", () => {
    const recording = {
      name: "clients of a semaphore",
      verdict: "deadlock" as const,
      message: "Thread 1: acquire() sleeps forever; if each call is one step, it comes back.",
      code: "ab",
      threads: 2,
      program: [
        "at first: 0 permits",
        "thread 1: tryAcquire() gives false, acquire() sleeps forever",
        "thread 2: release(2)",
      ],
      trace: { steps: [], ends: [], memory: { semaphore: "2" } },
      frames: [],
      lines: {},
    };
    const text = renderVerdict({ verdict: verdict({ recording }) }, paper);
    expect(text).toContain(`
  at first: 0 permits
  thread 1: tryAcquire() gives false, acquire() sleeps
  forever
  thread 2: release(2)

`);
  });

  test("shows type errors, the sentence, the place, the detail, what held and what was printed", () => {
    const text = renderVerdict(
      {
        verdict: verdict({
          typeErrors: [typeError(4)],
          place,
          detail: ["- Expected", "+ Received"],
          held: ["adding nothing changes nothing"],
          output: ["adding 1"],
        }),
        sourceLine: "  return left - right;",
      },
      paper,
    );
    expect(text).toBe(`! exercises/01-sums/add.ts:4:10 Type 'number' is not a
  string. (TS2322)

✗ not yet  01-sums/add
“two numbers make a sum” does not hold yet.

  exercises/01-sums/add.ts:2:10
    2 │   return left - right;

    - Expected
    + Received

Held so far (1 of 2):
  ✓ adding nothing changes nothing

Your code printed:
  │ adding 1`);
  });

  test("counts what held, where a list would push the sentence out of the window", () => {
    const tests = { passed: 3, failed: 1, skipped: 0, total: 4 };
    const failed = verdict({ detail: ["- 1", "+ 2"], held: ["one", "two", "three"], tests });
    const whole = renderVerdict({ verdict: failed }, { ...paper, height: 14 });
    expect(whole).toBe(renderVerdict({ verdict: failed }, paper));
    const tight = renderVerdict({ verdict: failed }, { ...paper, height: 13 });
    expect(tight).toBe(whole.replace(/Held so far[\s\S]*/, "Held so far: 3 of 4."));
  });

  test("says that all held where something else than a test stands in the way", () => {
    const held = ["one", "two"];
    const typed = verdict({ kind: "type-error", typeErrors: [typeError(2)], held });
    expect(renderVerdict({ verdict: typed }, paper)).toMatch(
      /\n\nAll 2 tests held:\n {2}✓ one\n {2}✓ two$/,
    );
    expect(renderVerdict({ verdict: typed }, { ...paper, height: 4 })).toMatch(
      /\n\nAll 2 tests held\.$/,
    );
  });

  test("of a pass lists what held", () => {
    const held = ["adding nothing changes nothing", "two numbers make a sum"];
    const passed = verdict({ kind: "passed", passed: true, sentence: "All 2 tests held.", held });
    expect(renderVerdict({ verdict: passed }, paper)).toBe(`✓ passed  01-sums/add
All 2 tests held.

  ✓ adding nothing changes nothing
  ✓ two numbers make a sum`);
  });

  test("shows five type errors and counts the others", () => {
    const typeErrors = [1, 2, 3, 4, 5, 6, 7].map(typeError);
    const text = renderVerdict({ verdict: verdict({ typeErrors }) }, { ...paper, width: 100 });
    expect(text.match(/^! /gm)).toHaveLength(5);
    expect(text).toContain("\n… and 2 more\n");
  });

  test("names the place of a type error once", () => {
    const text = renderVerdict(
      { verdict: verdict({ kind: "type-error", place, typeErrors: [typeError(2)] }) },
      paper,
    );
    expect(text.split(place.file)).toHaveLength(2);
  });

  test("cuts a long detail to a screen", () => {
    const detail = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const text = renderVerdict({ verdict: verdict({ detail }) }, paper);
    expect(text).toContain("line 29");
    expect(text).not.toContain("line 30");
  });

  test("lets nothing that the answer printed steer the terminal", () => {
    const output = ["\u001B[2J\u001B[31mred\u001B[0m\u0007", "a\rb"];
    const text = renderVerdict({ verdict: verdict({ output }) }, paper);
    expect(text).toMatch(/Your code printed:\n {2}│ red\n {2}│ a b$/);
  });

  test("breaks sentences between words and leaves code as it is", () => {
    const long = "one and one are two ".repeat(8).trim();
    const text = renderVerdict(
      {
        verdict: verdict({ sentence: long, held: [long], output: [long], place }),
        sourceLine: long,
      },
      paper,
    );
    const lines = text.split("\n");
    expect(lines.filter((line) => line.length > 60)).toEqual([`    2 │ ${long}`, `  │ ${long}`]);
    expect(text).toContain(
      "  ✓ one and one are two one and one are two one and one are\n    two one",
    );
  });
});

describe("a sentence", () => {
  test("keeps the runs of spaces in a value that it quotes", () => {
    const words = "expected 'a  b' to be 'a   b' here";
    expect(renderProse([words], paper)).toBe(words);
    expect(renderProse([words], { width: 20, style })).toBe("expected 'a  b' to\nbe 'a   b' here");
  });

  test("keeps a command in one piece", () => {
    const command = unbroken("npm start -- check 01", style);
    expect(renderProse(["Now do this: ", command], { width: 25, style })).toBe(
      "Now do this:\nnpm start -- check 01",
    );
  });
});

describe("the overview", () => {
  test("fits a narrow terminal, whatever a lesson is called", () => {
    const course = sampleCourse([
      { id: `01-${"locks and their prices ".repeat(4).trim()}`, exercises: ["mutex"], demos: [] },
    ]);
    const progress = emptyProgress();
    const next = findNextStep(course, progress);
    const quizzes = new Map();
    const text = renderOverview({ course, progress, next, quizzes }, { width: 40, style });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(text).toMatch(/\nnpm start -- read 01$/);
  });

  test("of a menu takes a line per lesson, and says how far each is", () => {
    const course = sampleCourse(
      ["01-threads", "02-locks", "03-loops", "04-queues"].map((id) => ({
        id,
        exercises: ["first", "second"],
        demos: [],
      })),
    );
    const passed = { checks: 1, hintsShown: 0, passedAt: "2026-01-02T03:04:05.000Z" };
    const progress = {
      ...emptyProgress(),
      exercises: {
        "01-threads/first": passed,
        "01-threads/second": passed,
        "02-locks/first": passed,
        "03-loops/second": { checks: 3, hintsShown: 1 },
      },
      lessons: {
        "01-threads": { screen: 0, done: true, quizTaken: true },
        "02-locks": { screen: 0, done: true },
      },
    };
    const overview = { course, progress, next: findNextStep(course, progress) };
    expect(renderLessons(overview, paper)).toBe(`  ✓ 01 Threads  done
  ▸ 02 Locks  read, 1 of 2 exercises
  · 03 Loops  0 of 2 exercises
  · 04 Queues  open`);
    expect(renderLessons({ ...overview, progress: emptyProgress() }, paper)).toContain(
      "  ▸ 02 Locks  next\n",
    );
  });
});
