// Known answers share a process as long as each leaves it as it found it.

import { afterAll, describe, expect, test } from "vitest";
import type { Checker } from "#workbook/checker/checker.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { untilGone } from "../until-gone.ts";
import { makeToyCourse } from "../workbook/toy-course.ts";
import { createSharingChecker } from "./sharing-checker.ts";

const toy = makeToyCourse();
const course = await loadCourse(toy.root);
const exercise = course.lessons[0]?.exercises.find(({ name }) => name === "add");
if (!exercise) throw new Error("the toy course has no exercise `add`");
const sharing = createSharingChecker(course);

afterAll(async () => {
  await sharing.close();
  toy.remove();
});

/** Checks an answer that does `body` and then tells its process's number. */
async function findProcess(checker: Checker, body: string): Promise<number> {
  toy.write(
    "exercises/01-sums/add.ts",
    `export async function add(_left: number, _right: number): Promise<number> {
  ${body}
  throw new Error("process " + process.pid);
}
`,
  );
  const { sentence } = await checker.check(exercise as NonNullable<typeof exercise>);
  expect(sentence).toMatch(/process \d+/);
  return Number(/process (\d+)/.exec(sentence)?.[1]);
}

describe("a known answer", () => {
  test("runs where another has run before it", async () => {
    const first = await findProcess(sharing, "");
    expect(await findProcess(sharing, "await null;")).toBe(first);
  });

  for (const [what, body] of [
    ["an error that reaches no test", 'setImmediate(() => { throw new Error("later"); });'],
    ["a timer", "setInterval(() => {}, 1e9);"],
    ["a listener", 'process.on("SIGUSR2", () => {});'],
    ["a global variable", 'Reflect.set(globalThis, "left", 1);'],
    ["a function of its own in place of Node's", "Math.random = () => 0.5;"],
    ["another folder", 'process.chdir("..");'],
    ["a thread", 'new (await import("node:worker_threads")).Worker("for (;;);", { eval: true });'],
  ] as const) {
    test(`gets another process after one that leaves ${what}`, async () => {
      const first = await findProcess(sharing, body);
      expect(await findProcess(sharing, "")).not.toBe(first);
    });
  }

  test("is never mistaken for the one before it", async () => {
    const sentences = [];
    for (const sum of ["left - right", "left * right", "left - right"]) {
      toy.write(
        "exercises/01-sums/add.ts",
        `export const add = async (left: number, right: number) => ${sum};\n`,
      );
      sentences.push((await sharing.check(exercise)).sentence);
    }
    expect(sentences[0]).toContain("expected 3, got -1");
    expect(sentences[1]).toMatch(/expected 3, got 0/);
    expect(sentences[2]).toBe(sentences[0]);
  });
});

test("a shared process is gone when its checker is closed", async () => {
  const checker = createSharingChecker(course);
  const last = await findProcess(checker, "");
  await checker.close();
  await untilGone(last);
});
