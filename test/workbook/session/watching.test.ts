// Keys and saves while a check runs: the old verdict counts no more, and neither do its keys.

import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { CheckCancelled } from "#workbook/checker/checker.ts";
import type { Verdict } from "#workbook/checker/verdict.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import type { Context } from "#workbook/session/command.ts";
import { asWritten } from "#workbook/session/option-order.ts";
import { Watching } from "#workbook/session/watching.ts";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { makeTerminal } from "./fake-terminal.ts";

let toy: ToyCourse;
afterEach(() => toy.remove());

/** A check that a test lets end. */
interface OpenCheck {
  end(verdict: Partial<Verdict>): void;
}

const right: Partial<Verdict> = { passed: true, kind: "passed", sentence: "It is right." };
const wrong: Partial<Verdict> = { passed: false, kind: "test-failed", sentence: "It is wrong." };

async function startWatching() {
  toy = makeToyCourse();
  const said: string[] = [];
  const started: string[][] = [];
  const waiting: ((check: OpenCheck) => void)[] = [];
  const checks: OpenCheck[] = [];
  let press: (key: string) => void = () => {};
  const terminal = makeTerminal((text) => said.push(text), {
    onKey(listener) {
      press = listener;
      return () => {};
    },
  });
  const course = await loadCourse(toy.root);
  const context: Context = {
    root: toy.root,
    course,
    terminal,
    optionOrder: asWritten,
    operands: ["01", "add"],
    options: {},
    async start(...words) {
      started.push(words);
      return 0;
    },
  };
  const checker = {
    open() {},
    async close() {},
    check: (_exercise: unknown, _file: unknown, signal?: AbortSignal) =>
      new Promise<Verdict>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new CheckCancelled()));
        const check: OpenCheck = { end: (verdict) => resolve(makeVerdict(verdict)) };
        const next = waiting.shift();
        if (next) next(check);
        else checks.push(check);
      }),
  };
  const ended = new Watching(context, false, checker).run();
  return {
    said,
    started,
    ended,
    press: (key: string) => press(key),
    nextCheck: () =>
      new Promise<OpenCheck>((resolve) => {
        const check = checks.shift();
        if (check) resolve(check);
        else waiting.push(resolve);
      }),
  };
}

function makeVerdict(verdict: Partial<Verdict>): Verdict {
  const tests = { passed: 0, failed: 0, skipped: 0, total: 0 };
  const empty = { held: [], typeErrors: [], output: [], ms: 1 };
  return {
    exercise: "01-sums/add",
    kind: "passed",
    passed: true,
    sentence: "",
    tests,
    ...empty,
    ...verdict,
  };
}

/** In one step: a save in two may be seen as two. */
function save(text: string): void {
  toy.write("saving.ts", text);
  renameSync(join(toy.root, "saving.ts"), join(toy.root, "exercises/01-sums/add.ts"));
}

/** All that was begun by what a test did has come to its rest: nothing here waits for time. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const running = "(Checking 01-sums/add, h: hint   q: leave)";

test("says that a check runs, until its verdict is there", async () => {
  const { said, nextCheck, press, ended } = await startWatching();
  const check = await nextCheck();
  expect(said.at(-1)).toBe(running);
  check.end(right);
  await settled();
  expect(said.slice(said.indexOf(running) + 1)).toEqual([
    "(ended)",
    expect.stringContaining("── add ──"),
    expect.stringContaining("✓ passed"),
    expect.stringContaining("Enter: next exercise, double"),
  ]);
  press("q");
  expect(await ended).toMatchObject({ departure: "leave" });
});

test("after a save the keys of the last verdict mean nothing, and what runs is said", async () => {
  const { said, started, nextCheck, press, ended } = await startWatching();
  (await nextCheck()).end(right);
  await settled();
  save("// half of an answer\n");
  const check = await nextCheck();
  expect(said.at(-1)).toBe(running);
  for (const key of ["return", "n", "s", "r"]) press(key);
  await settled();
  expect(started).toEqual([]);
  expect(said.at(-1)).toBe(running);
  check.end(wrong);
  await settled();
  expect(said.slice(-2).join("\n")).toContain("It is wrong.");
  press("q");
  await ended;
});

test("a hint that is asked for during a check is about the code as it is now", async () => {
  const { said, started, nextCheck, press, ended } = await startWatching();
  (await nextCheck()).end(wrong);
  await settled();
  save("// another answer\n");
  const check = await nextCheck();
  press("h");
  press("h");
  await settled();
  expect(said.filter((text) => text === "A hint comes with the verdict.")).toHaveLength(1);
  expect(started).toEqual([]);
  check.end(wrong);
  await settled();
  expect(started).toEqual([["hint", "01-sums/add"]]);
  press("q");
  await ended;
});

test("a hint that was asked for is not needed once the check has passed", async () => {
  const { started, nextCheck, press, ended } = await startWatching();
  const check = await nextCheck();
  press("h");
  check.end(right);
  await settled();
  expect(started).toEqual([]);
  press("q");
  await ended;
});

test("after a suspension the verdict and its keys are shown again", async () => {
  const { said, nextCheck, press, ended } = await startWatching();
  (await nextCheck()).end(wrong);
  await settled();
  const before = said.length;
  press("continued");
  await settled();
  expect(said.slice(before)).toEqual(said.slice(before - 3, before));
  press("q");
  await ended;
});
