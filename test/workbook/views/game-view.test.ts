// The game shows a wrong answer whole: the line that is wrong may be wider than the terminal.

import { Chalk } from "chalk";
import { expect, test } from "vitest";
import { renderChoice, renderIntroduction, renderLevels } from "#workbook/views/game.ts";

const paper = { width: 60, style: new Chalk({ level: 0 }) };
const level = {
  exercise: "06-conditions/event",
  mistake: "waits-for-the-wrong-value",
  start: "it is not set",
  threads: [["wait()"], ["set()"]],
  goal: "Thread 1 sleeps forever.",
  par: 5,
  shows: "One waits for what is over.",
};
const code = `/** Waits until the event is set, or until its time is over, if it has one. */
  wait(): void {
    while (Atomics.load(this.cells, 0) === 0) Atomics.wait(this.cells, 0, 1);
  }
`;

test("code and docstrings are broken where they are wider than the terminal, and nothing is left out", () => {
  const introduction = { program: [], calls: "test/x.ts", number: 2 };
  const text = renderIntroduction({ level, file: "/event.ts", code }, introduction, paper);
  const lines = text.split("\n");
  expect(lines.slice(2, 9)).toEqual(
    [
      "       1  /** Waits until the event is set, or until its ",
      "            time is over, if it has one. */",
      "       2    wait(): void {",
      "       3      while (Atomics.load(this.cells, 0) === 0) ",
      "                Atomics.wait(this.cells, 0, 1);",
      "       4    }",
      "",
    ].map((line) => line.trimEnd()),
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

test("a list tells what was broken and what was fixed, and goes on below the name", () => {
  const choice = (kept: { fewestSteps?: number; fixedAt?: string }) =>
    renderChoice({ level, number: 2, kept }, "06", paper);
  expect(choice({})).toBe("  06 ·  2  event: waits-for-the-wrong-value,\n           par 5");
  expect(choice({ fewestSteps: 5 })).toBe(
    "× 06 ·  2  event: waits-for-the-wrong-value,\n           broken in 5 steps, par 5",
  );
  expect(choice({ fixedAt: "2026-01-01T00:00:00.000Z" })).toBe(
    "✓ 06 ·  2  event: waits-for-the-wrong-value,\n           par 5, fixed",
  );
});

test("a number of steps stays with its word", () => {
  const wide = { ...paper, width: 46 };
  const text = renderLevels([{ level, number: 2, kept: { fewestSteps: 5 } }], wide);
  expect(text.replace(/ +$/m, "")).toBe(
    "  ·  2 event: waits-for-the-wrong-value\n       broken in 5 steps, par 5",
  );
});
