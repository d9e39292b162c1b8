// A spare process rehearses the tests that ran last on an answer that passes, and runs no others.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { Checker } from "#workbook/checker/checker.ts";
import type { Exercise } from "#workbook/course/course.ts";
import { findTarget } from "#workbook/course/find.ts";
import { loadCourse } from "#workbook/course/load-course.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave spare "));
const course = await loadCourse(
  fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, ""),
);
const watching = new Checker(course, { rehearses: true });
const checking = new Checker(course);
afterAll(async () => {
  await Promise.all([watching.close(), checking.close()]);
  rmSync(folder, { recursive: true });
});

/** A right answer to `id`, which counts in its process how often it was loaded, as its solution; and then runs `more`. */
function findExercise(id: string, more = ""): Exercise {
  const exercise = findTarget(course, [id])?.exercise;
  if (!exercise) throw new Error(`there is no exercise ${id}`);
  const solutionFile = join(folder, `${exercise.name}.ts`);
  writeFileSync(
    solutionFile,
    `export * from ${JSON.stringify(exercise.solutionFile)};
Reflect.set(globalThis, "rehearsals", (Reflect.get(globalThis, "rehearsals") ?? 0) + 1);
${more}
`,
  );
  return { ...exercise, solutionFile };
}

const answer = join(folder, "answer.ts");
writeFileSync(
  answer,
  'throw new Error("rehearsed " + (Reflect.get(globalThis, "rehearsals") ?? 0) + " times");\n',
);

/** How often the process of an answer to `then` has rehearsed after a check of `first`. */
async function countRehearsals(
  checker: Checker,
  first: Exercise,
  then: Exercise,
): Promise<number | string> {
  await checker.check(first, first.stubFile);
  await checker.whenReady();
  const { sentence } = await checker.check(then, answer);
  return Number(/rehearsed (\d+) times/.exec(sentence)?.[1] ?? sentence);
}

const counter = findExercise("02-locks/atomic-counter");
const join01 = findExercise("01-threads/join");

test.each([
  [3, "the same tests", watching, counter, counter],
  [0, "other tests", watching, counter, findExercise("02-locks/spin-lock")],
  [0, "tests that do not explore", watching, join01, join01],
  [0, "a check that nobody watches", checking, counter, counter],
])("there are %i rehearsals for %s", async (expected, _title, checker, first, then) => {
  expect(await countRehearsals(checker, first, then)).toBe(expected);
});

test("a process in which the rehearsal fails runs nothing else", async () => {
  const failing = findExercise("02-locks/spin-lock", 'throw new Error("not today");');
  expect(await countRehearsals(watching, failing, failing)).toBe(0);
});

test("a check does not wait for a rehearsal, and takes another process", async () => {
  const endless = findExercise("02-locks/spin-lock", "await new Promise(() => {});");
  await watching.check(endless, endless.stubFile);
  const { sentence } = await watching.check(endless, answer);
  expect(sentence).toContain("rehearsed 0 times");
});

test("what threads do is reported after a rehearsal as before", async () => {
  await watching.check(counter, counter.stubFile);
  await watching.whenReady();
  const file = join(folder, "own.ts");
  const own = (body: string) =>
    writeFileSync(
      file,
      `import { isMainThread } from "node:worker_threads";
import { AtomicCounter as Right } from ${JSON.stringify(findTarget(course, [counter.id])?.exercise?.solutionFile)};
export class AtomicCounter extends Right {
  static override readonly length = Right.length;
  override increment(): number { ${body} return super.increment(); }
}
`,
    );
  own('if (!isMainThread) throw new Error("not in a thread");');
  const failed = await watching.check(counter, file);
  expect(failed).toMatchObject({ passed: false });
  expect(failed.sentence).toContain("not in a thread");
  await watching.whenReady();
  own("");
  expect(await watching.check(counter, file)).toMatchObject({ passed: true });
});
