// What a verdict says of a run, judged from what the run left behind.

import { describe, expect, test } from "vitest";
import type { JournalEntry } from "#workbook/checker/journal.ts";
import { judge } from "#workbook/checker/judge/judge.ts";
import type { RunReport, TestReport } from "#workbook/checker/messages.ts";
import { runLimits } from "#workbook/checker/runner/run-limits.ts";
import { addPlaceOfWaiting } from "#workbook/checker/runner/waiting.ts";
import { graderBudget } from "#workbook/explorer/grader-budget.ts";
import type { Recording } from "#workbook/explorer/trace/recording.ts";
import { sampleCourse } from "../sample-course.ts";

const exercise = sampleCourse([{ id: "02-locks", exercises: ["mutex"], demos: [] }]).lessons[0]
  ?.exercises[0];
if (!exercise) throw new Error("the sample course has no exercise");
const about = {
  exercise,
  answerFile: exercise.learnerFile,
  source: "lock();",
  startAnew: "use `reset` to start it anew",
  root: "/course",
};

function reportOf(parts: Partial<RunReport>): RunReport {
  return { loadErrors: [], tests: [], strayErrors: [], journal: [], output: "", ms: 1, ...parts };
}

function sentenceOf(parts: Partial<RunReport>, source = about.source): string {
  return judge({ ...about, source }, reportOf(parts), { syntax: [], types: [] }, "").sentence;
}

describe("a pass", () => {
  const passed: TestReport = { id: "1", title: "counts", state: "passed", errors: [] };
  const proved = { ...passed, held: "every schedule of 2 threads: 10 states" };
  const notProved = { ...passed, held: "not a proof, 1,000 random schedules" };

  test.each<[string, TestReport[], string]>([
    ["counts its tests", [passed, passed], "All 2 tests held."],
    [
      "says how many were proved",
      [passed, proved, proved, notProved],
      "All 4 tests held, 2 of them under every schedule.",
    ],
    ["says so if all were", [proved, proved], "All 2 tests held under every schedule."],
    ["may be of one test", [proved], "The test held under every schedule."],
  ])("%s", (_title, tests, expected) => {
    expect(sentenceOf({ tests })).toBe(expected);
  });
});

describe("what the tests import and the answer does not export", () => {
  const error = {
    name: "TypeError",
    message: "Cannot read properties of undefined (reading 'length')",
    stack: "TypeError",
    frames: [],
  };
  const failed: TestReport = { id: "1", title: "lets one in", state: "failed", errors: [error] };
  const tests = `import type { Lock } from "#exercise/02-locks/mutex.ts";
import { expect } from "vitest";
import { type Cells, Mutex as M, length } from "#exercise/02-locks/mutex.ts";
`;
  const sentenceAbout = (source: string, parts: Partial<RunReport>) =>
    judge({ ...about, source }, reportOf(parts), { syntax: [], types: [] }, tests).sentence;
  const answer = "exercises/02-locks/mutex.ts";

  test.each(["class Mutex {}", "export default class Mutex {}", "export class MyMutex {}"])(
    "is named, of `%s`",
    (source) => {
      const whole = `export const length = 1;\n${source}`;
      expect(sentenceAbout(whole, { tests: [failed] })).toBe(
        `“lets one in” does not hold yet: ${answer} exports no \`Mutex\`.`,
      );
      expect(sentenceAbout(whole, { loadErrors: [error] })).toBe(`${answer} exports no \`Mutex\`.`);
    },
  );

  test("is not blamed for an error of another kind, or in an answer that has it all", () => {
    const whole = "class Mutex {}\nexport { Mutex };\nexport const length = 1;";
    const said = `TypeError: ${error.message}.`;
    expect(sentenceAbout(whole, { loadErrors: [error] })).toBe(
      `${answer} could not be loaded: ${said}`,
    );
    const other = { ...error, name: "RangeError", message: "too long" };
    expect(sentenceAbout("", { loadErrors: [other] })).toBe(
      `${answer} could not be loaded: RangeError: too long.`,
    );
  });
});

describe("a name that is not defined", () => {
  const source = `import type { Lock } from "#lesson/02-locks/lock.ts";

// LockError is for an unlock without a lock.
export class Mutex implements Lock {
  notify(): void {}
  unlock(): void {
    const before = Atomics.exchange(this.cells, 0, 0);
    if (before === 0) throw new LockError("LockError");
    if (before === 2) notify(this.cells, 0);
    Atomic.store(this.cells, 0, freee);
    for (const one of []) if (one) return;
    return one ?? new Lock();
  }
}
`;
  const importable = `import { type Lock, LockError } from "#lesson/02-locks/lock.ts";\n`;
  const verdictOn = (message: string, name?: string) => {
    const error = { message, stack: "Error", frames: [], ...(name !== undefined && { name }) };
    const failed: TestReport = { id: "1", title: "unlocks", state: "failed", errors: [error] };
    const tests = [failed];
    const noErrors = { syntax: [], types: [] };
    return judge({ ...about, source, importable }, reportOf({ tests }), noErrors, "");
  };

  test.each([
    ["LockError is not defined", 8, "`LockError`", "import it from `#lesson/02-locks/lock.ts`."],
    [
      "Can't find variable: LockError",
      8,
      "`LockError`",
      "import it from `#lesson/02-locks/lock.ts`.",
    ],
    ["Atomic is not defined", 10, "`Atomic`", "did you mean `Atomics`?"],
    ["freee is not defined", 10, "`freee`", "it is misspelt, or neither declared nor imported."],
    ["notify is not defined", 9, "`notify`", "it is misspelt, or neither declared nor imported."],
    ["one is not defined", 11, "`one`", "it is declared in another function or block."],
    [
      "Lock is not defined",
      12,
      "`Lock`",
      "it is imported as a type only. Write `import { Lock }` without `type`.",
    ],
  ])("%s", (message, line, name, advice) => {
    const verdict = verdictOn(message, "ReferenceError");
    expect(verdict.sentence).toBe(
      `exercises/02-locks/mutex.ts, line ${line}, uses ${name}, which is not defined there: ${advice}`,
    );
    expect(verdict).toMatchObject({ kind: "test-failed", test: "unlocks", place: { line } });
  });

  test("is told though a test caught the error, and though a thread threw it", () => {
    for (const message of [
      "what unlock throws: expected ReferenceError: LockError is not defined to be an instance of LockError",
      "Thread 1 throws ReferenceError: LockError is not defined",
    ]) {
      expect(verdictOn(message).sentence).toContain(", uses `LockError`, which is not defined");
    }
  });

  test("is no fault of an answer that does not use it", () => {
    expect(verdictOn("startThread is not defined", "ReferenceError")).toMatchObject({
      kind: "test-failed",
      sentence: "“unlocks” does not hold yet: ReferenceError: startThread is not defined.",
    });
  });
});

test("a sentence names the files of the course as the course does", () => {
  const message = "it calls `x` (/course/exercises/02-locks/mutex.ts:20)";
  const failed: TestReport = {
    id: "1",
    title: "sleeps",
    state: "failed",
    errors: [{ message, stack: "Error", frames: [] }],
  };
  expect(sentenceOf({ tests: [failed] })).toBe(
    "“sleeps” does not hold yet: it calls `x` (exercises/02-locks/mutex.ts:20).",
  );
});

describe("what was expected and what came", () => {
  const detailOf = (message: string, diff: string[]) => {
    const error = { message, diff: diff.join("\n"), stack: "Error", frames: [] };
    const failed: TestReport = { id: "1", title: "sleeps", state: "failed", errors: [error] };
    return judge(about, reportOf({ tests: [failed] }), { syntax: [], types: [] }, "").detail;
  };
  const uncompared = [
    "- Expected:",
    "Error {",
    '  "message": "no milk",',
    "}",
    "",
    "+ Received:",
    "0",
  ];

  test("are not said again below a sentence that quotes both", () => {
    const message = "what it threw: expected +0 to be Error: no milk // Object.is equality";
    expect(detailOf(message, uncompared)).toBeUndefined();
  });

  test("are shown where the sentence had to cut them", () => {
    const message = "expected { a: 1, …(9) } to be Error: no milk // Object.is equality";
    expect(detailOf(message, uncompared)).toEqual(uncompared);
  });

  test("are shown line by line where several differ", () => {
    const diff = ["- Expected", "+ Received", "", "  {", "-   1,", "-   2,", "+   3,", "  }"];
    expect(detailOf("expected [ 3 ] to deeply equal [ 1, 2 ]", diff)).toEqual(diff);
  });
});

test("too many states are no failure of the test, and the sentence says what to do", () => {
  const message =
    "There are too many states to try them all: nothing wrong was found in 9 of them, within the bound of 8 states.";
  const undecided: TestReport = {
    id: "1",
    title: "sleeps",
    state: "failed",
    errors: [{ message, stack: "Error", frames: [] }],
    isTooLarge: true,
  };
  const report = reportOf({ tests: [undecided] });
  const verdict = judge(about, report, { syntax: [], types: [] }, "");
  expect(verdict).toMatchObject({ kind: "too-many-states", passed: false });
  expect(verdict.sentence).toBe(
    `“sleeps” is undecided. ${message} A cell that every try changes has a state for each number of tries: let it take few values. Or explore a scenario of your own with fewer threads or rounds, or at random: \`npm start -- explore FILE --random 1000\`.`,
  );
});

test("a counterexample knows the answer's file, whose lines go without its name", () => {
  const recording = { code: "a" } as Recording;
  const failed: TestReport = {
    id: "1",
    title: "sleeps",
    state: "failed",
    errors: [{ message: "Thread 1 sleeps forever.", stack: "Error", frames: [] }],
    recording,
  };
  const verdict = judge(about, reportOf({ tests: [failed] }), { syntax: [], types: [] }, "");
  expect(verdict.recording?.file).toBe(about.answerFile);
});

test("an exploration that decides nothing ends long before the checker's patience does", () => {
  // It may be made twice: a thread that seems stuck is tried for longer.
  expect(2 * graderBudget.timeMs).toBeLessThan(runLimits.processorMs.exploring);
});

describe("a run that is repeated to see where it waits", () => {
  const started = (title: string): JournalEntry => ({
    event: "test-started",
    title,
    explores: false,
  });
  const awaiting: JournalEntry = { event: "awaiting", stack: `at ${about.answerFile}:7:3` };
  const first = reportOf({ stopped: "standing-still", journal: [started("joins")] });
  const said = "Everything stood still in “joins”: a promise is awaited that nothing settles";

  function sentenceAfter(again: Partial<RunReport>): string {
    return sentenceOf(addPlaceOfWaiting(first, reportOf(again)));
  }

  test("adds the line to what was said", () => {
    const again = { ...first, journal: [started("joins"), awaiting] };
    expect(sentenceAfter(again)).toBe(`${said}, at exercises/02-locks/mutex.ts, line 7.`);
  });

  test("does not send anybody to an import, where no test can wait", () => {
    const again = { ...first, journal: [started("joins"), awaiting] };
    const source = `${"\n".repeat(6)}import { join } from "#solution/01-threads/join.ts";\n`;
    expect(sentenceOf(addPlaceOfWaiting(first, again), source)).toBe(`${said}.`);
  });

  test("is not listened to if it waits in another test, or ends in another way", () => {
    expect(sentenceAfter({ ...first, journal: [started("stops"), awaiting] })).toBe(`${said}.`);
    const journal = [started("joins"), awaiting];
    expect(sentenceAfter({ stopped: "processor-time", journal })).toBe(`${said}.`);
    expect(sentenceAfter({ journal })).toBe(`${said}.`);
  });
});
