// Hostile answers: each gets its own plain sentence, and nothing of it is left running.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { CheckCancelled, Checker } from "#workbook/checker/checker.ts";
import { readJournal } from "#workbook/checker/runner/read-journal.ts";
import type { VerdictKind } from "#workbook/checker/verdict.ts";
import { loadCourse } from "#workbook/course/load-course.ts";
import { untilGone } from "../../until-gone.ts";
import { makeToyCourse, repositoryRoot } from "../toy-course.ts";

const toy = makeToyCourse();
const course = await loadCourse(toy.root);
const add = course.lessons[0]?.exercises.find(({ name }) => name === "add");
if (!add) throw new Error("the toy course has no exercise `add`");
const runsFolder = `${toy.root}/.interleave/runs`;
const checker = new Checker(course);
// Loops without end use up all that they may: a quarter of it shows the same. One keeps the learner's limits.
const impatient = new Checker(course, {
  runnerFile: fileURLToPath(new URL("./impatient-runner.ts", import.meta.url)),
});
// Nothing but a cancel ends what loops.
const tireless = new Checker(course, {
  runnerFile: fileURLToPath(new URL("./tireless-runner.ts", import.meta.url)),
});
toy.write(
  "exercises/tsconfig.json",
  '{ "extends": "../tsconfig.json", "compilerOptions": { "customConditions": [] }, "include": ["."] }',
);

afterAll(async () => {
  await Promise.all([checker, impatient, tireless].map((each) => each.close()));
  toy.remove();
});

const used = new Set<Checker>();

async function check(answer: string, by = checker) {
  used.add(by);
  toy.write("exercises/01-sums/add.ts", answer);
  return by.check(add as NonNullable<typeof add>);
}

const inAdd = (body: string) =>
  `export async function add(left: number, right: number): Promise<number> {\n  ${body}\n}\n`;
const withThread = (code: string) =>
  `import { Worker } from "node:worker_threads";\n${inAdd(
    `const thread = new Worker(${JSON.stringify(code)}, { eval: true });\n  await new Promise((resolve) => thread.once("exit", resolve));\n  return left + right;`,
  )}`;
const first = "“adding nothing changes nothing”";
const file = "exercises/01-sums/add.ts";

const hostile: [title: string, answer: string, kind: VerdictKind, sentence: string][] = [
  ["a right answer", inAdd("return left + right;"), "passed", "All 2 tests held."],
  [
    "an answer that needs a module made up by the bundler",
    inAdd("await using pan = { async [Symbol.asyncDispose]() {} };\n  return pan && left + right;"),
    "passed",
    "All 2 tests held.",
  ],
  [
    "a wrong answer",
    inAdd("return left - right;"),
    "test-failed",
    "“two numbers make a sum” does not hold yet: expected 3, got -1.",
  ],
  [
    "a wrong answer of two rows, which is quoted whole",
    inAdd('return "nine".repeat(30) as never;'),
    "test-failed",
    `${first} does not hold yet: expected 3, got '${"nine".repeat(30)}'.`,
  ],
  [
    "a syntax error",
    inAdd("return left + ;"),
    "syntax-error",
    `${file}, line 2, is not TypeScript: Expression expected.`,
  ],
  [
    "a type error in an answer whose tests hold",
    inAdd("const sum: string = left + right;\n  return sum as never;"),
    "type-error",
    "Every test holds, and TypeScript finds an error first: line 2, Type 'number' is not assignable to type 'string'.",
  ],
  [
    "an endless loop",
    inAdd("for (;;) left++;"),
    "endless-loop",
    `Your code was still running in ${first}, at ${file}, line 2: a loop there does not end.`,
  ],
  [
    "an endless loop that calls a function",
    `${inAdd("while (isLess(left, right) || true) isLess(right, left);")}
function isLess(left: number, right: number): boolean {
  let isSo = false;
  for (let round = 0; round < 1_000; round++) isSo = left + round < right;
  return isSo;
}
`,
    "endless-loop",
    `Your code was still running in ${first}, at ${file}, line 2: a loop there does not end.`,
  ],
  [
    "an endless loop while it is loaded",
    `${inAdd("return left + right;")}for (;;);\n`,
    "endless-loop",
    `Your code was still running while it was loaded, at ${file}, line 4: a loop there does not end.`,
  ],
  [
    "an endless loop in a thread",
    withThread("for (;;);"),
    "endless-loop",
    `Your code was still running in ${first}: a loop there does not end.`,
  ],
  [
    "an endless loop that prints",
    inAdd("for (;;) console.log(left);"),
    "endless-output",
    `Your code printed without end in ${first}, at ${file}, line 2: it was stopped after 256 KiB.`,
  ],
  [
    "a main thread asleep forever",
    inAdd("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);\n  return left + right;"),
    "asleep",
    `The main thread sleeps in Atomics.wait forever in ${first}, at ${file}, line 2: nobody is left to notify it.`,
  ],
  [
    "a thread asleep forever",
    withThread("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"),
    "never-settles",
    `Everything stood still in ${first}: a promise is awaited that nothing settles, at ${file}, line 4, while a thread is still alive.`,
  ],
  [
    "a promise that never settles",
    inAdd("await new Promise(() => {});\n  return left + right;"),
    "never-settles",
    `Everything stood still in ${first}: a promise is awaited that nothing settles, at ${file}, line 2.`,
  ],
  [
    "a promise that never settles, deep in calls that await each other",
    `${inAdd("return total([left, right]);")}async function total(all: number[]): Promise<number> {
  const sums = await Promise.all(all.map(wait));
  return sums.length;
}
async function wait(value: number): Promise<number> {
  await null;
  const late = new Promise<number>(() => {});
  return (await late) + value;
}
`,
    "never-settles",
    `Everything stood still in ${first}: a promise is awaited that nothing settles, at ${file}, line 11.`,
  ],
  [
    "a promise that never settles, awaited by the tests alone",
    "export function add(left: number, right: number): Promise<number> {\n  if (left > right) return Promise.resolve(left);\n  return new Promise(() => {});\n}\n",
    "never-settles",
    `Everything stood still in “two numbers make a sum”: a promise is awaited that nothing settles, at ${file}, line 3.`,
  ],
  [
    "process.exit",
    inAdd("process.exit(0);"),
    "exit",
    "Your code called process.exit(0), which ends every thread and the tests with them.",
  ],
  [
    "process.exit while it is loaded",
    `process.exit(3);\n${inAdd("return left + right;")}`,
    "exit",
    "Your code called process.exit(3), which ends every thread and the tests with them.",
  ],
  [
    "an end by signal",
    inAdd('process.kill(process.pid, "SIGKILL");\n  return left + right;'),
    "exit",
    `Your code ended the whole process in ${first} (SIGKILL): no test could finish.`,
  ],
  [
    "a thrown string",
    inAdd('throw "no sum today";'),
    "thrown-value",
    `${first} does not hold yet: your code threw no sum today, which is not an Error.`,
  ],
  [
    "a thrown undefined",
    inAdd("throw undefined;"),
    "thrown-value",
    `${first} does not hold yet: your code threw undefined, which is not an Error.`,
  ],
  [
    "a thrown value that stands nowhere in the answer",
    inAdd("throw left + 0.5;"),
    "thrown-value",
    `${first} does not hold yet: your code threw 3.5, which is not an Error, so nobody can tell where it came from.`,
  ],
  [
    "an error while it is loaded",
    `throw new Error("not today");\n${inAdd("return left + right;")}`,
    "load-error",
    `${file} could not be loaded: not today.`,
  ],
  [
    "an unhandled rejection",
    inAdd('void Promise.reject(new Error("lost"));\n  return left + right;'),
    "unhandled-rejection",
    "A promise was rejected and nobody handled it: lost.",
  ],
  ...[null, undefined, 0, ""].map((reason): (typeof hostile)[number] => [
    `an unhandled rejection with ${JSON.stringify(reason)}, which has no message`,
    inAdd(`void Promise.reject(${JSON.stringify(reason)});\n  return left + right;`),
    "unhandled-rejection",
    `A promise was rejected and nobody handled it: ${reason === "" ? '""' : reason}.`,
  ]),
  [
    "an unhandled rejection with an object that has no message",
    inAdd("void Promise.reject({ code: 7 });\n  return left + right;"),
    "unhandled-rejection",
    "A promise was rejected and nobody handled it: an object without a message.",
  ],
  [
    "an error nobody can catch",
    inAdd('setImmediate(() => { throw new Error("later"); });\n  return left + right;'),
    "uncaught-exception",
    "An error was thrown where nobody could catch it: later.",
  ],
  [
    "a thread that crashes",
    withThread("throw new Error('boom');"),
    "thread-crashed",
    "A thread died of an error that nobody listened for: boom.",
  ],
  [
    "a TypeScript thread that crashes, with frames of packages in its stack",
    `import { isMainThread } from "node:worker_threads";
import { startWorker } from ${JSON.stringify(`${repositoryRoot}/lessons/01-threads/start-worker.ts`)};
if (!isMainThread) throw new Error("no milk today");
${inAdd('const thread = startWorker(import.meta.url);\n  await new Promise((resolve) => thread.once("exit", resolve));\n  return left + right;')}`,
    "thread-crashed",
    "A thread died of an error that nobody listened for: no milk today.",
  ],
  [
    "objects without end",
    inAdd("const all: number[][] = [];\n  for (;;) all.push(new Array(10000).fill(left));"),
    "memory",
    `Your code used memory without end in ${first}: it was stopped.`,
  ],
  [
    "buffers without end",
    inAdd("const all: Buffer[] = [];\n  for (;;) all.push(Buffer.alloc(1e6, 1));"),
    "memory",
    `Your code used memory without end in ${first}: it was stopped.`,
  ],
  [
    "an empty file",
    "// nothing but a comment\n",
    "empty-file",
    `${file} is empty: undo in your editor, or use \`reset\` to start it anew.`,
  ],
  [
    "a missing export",
    "export const sum = 1;\n",
    "test-failed",
    `${first} does not hold yet: ${file} exports no \`add\`.`,
  ],
];

/** Where no line of the answer is to blame, or none can be found. */
const withoutLine: readonly string[] = [
  "a wrong answer",
  "a wrong answer of two rows, which is quoted whole",
  "an endless loop in a thread",
  "a thread that crashes",
  "a thrown value that stands nowhere in the answer",
  "an unhandled rejection with an object that has no message",
  "objects without end",
  "buffers without end",
  "an empty file",
  "a missing export",
];

describe("a check", () => {
  test.each(hostile)("has its own sentence for %s", async (title, answer, kind, sentence) => {
    const isLoop = kind === "endless-loop" && answer !== inAdd("for (;;) left++;");
    const verdict = await check(answer, isLoop ? impatient : checker);
    expect(verdict.sentence).toBe(sentence);
    expect(verdict.kind).toBe(kind);
    expect(verdict.passed).toBe(kind === "passed");
    expect(verdict.place === undefined, "names no line").toBe(
      verdict.passed || withoutLine.includes(title),
    );
    await untilNothingIsLeft();
  });

  test("says so when the file is saved as UTF-16", async () => {
    const text = `\ufeff${inAdd("return left + right;")}`;
    for (const bytes of [Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()]) {
      writeFileSync(`${toy.root}/${file}`, bytes);
      const verdict = await checker.check(add as NonNullable<typeof add>);
      expect(verdict.sentence).toBe(
        `${file} is no UTF-8 text (UTF-16, perhaps): save it as UTF-8 in your editor.`,
      );
      expect(verdict.kind).toBe("syntax-error");
    }
  });

  test("says so when the file is deleted while its tests run", async () => {
    const source = `import { rmSync } from "node:fs";\nrmSync(import.meta.filename);\n${inAdd("return left + right;")}`;
    const verdict = await check(source);
    expect(verdict.kind).toBe("missing-file");
    expect(verdict.sentence).toBe(`${file} is not there: \`reset\` makes it anew.`);
  });

  test("says so when the file cannot be read", async () => {
    rmSync(`${toy.root}/${file}`, { force: true });
    mkdirSync(`${toy.root}/${file}`, { recursive: true });
    const { kind, sentence } = await checker.check(add);
    rmSync(`${toy.root}/${file}`, { recursive: true });
    expect(kind).toBe("missing-file");
    expect(sentence).toBe(`${file} is a folder: move it away, and \`reset\` makes it anew.`);
  });

  test("goes on when somebody has deleted its folder", async () => {
    await check(inAdd("return left + right;"));
    rmSync(`${toy.root}/.interleave`, { recursive: true });
    const { sentence } = await check(inAdd("return left + right;"));
    expect(sentence).toBe("All 2 tests held.");
  });

  test("shows what the answer printed", async () => {
    const verdict = await check(inAdd('console.log("adding", left);\n  return left + right;'));
    expect(verdict.output).toEqual(["adding 3", "adding 1"]);
  });

  test("leaves the explorer its time, and no loop without end beside it", async () => {
    const long = (source: string): string => `import "#workbook/explorer/matcher.ts";
import { explore } from "#workbook/explorer/index.ts";
${source}
test("so much can be explored", () => {
  const run = ({ a }: { a: Int32Array }) => { for (let i = 0; i < 9; i++) Atomics.add(a, 0, 1 + i); };
  const scenario = { name: "sums", memory: { a: 1 }, threads: [run, run, run, run, run, run] };
  expect(explore(scenario, { timeMs: 1_500 }).verdict).toBe("bounded-out");
});
`;
    const [right, endless] = await withTests(long, async () => [
      await check(inAdd("return left + right;"), impatient),
      await check(inAdd("for (;;) left++;"), impatient),
    ]);
    expect(right.sentence).toBe("All 3 tests held.");
    expect(endless.kind).toBe("endless-loop");
  });

  test("counts a skipped test as no pass", async () => {
    const verdict = await withTests(
      (source) => source.replace('test("two', 'test.skip("two'),
      () => check(inAdd("return left + right;")),
    );
    expect(verdict.kind).toBe("skipped-test");
    expect(verdict.sentence).toBe(
      "“two numbers make a sum” was skipped, and a skipped test is not a pass: remove the `skip` or `only` from the tests.",
    );
  });

  test("counts a removed test as no pass when the file still declares it", async () => {
    const verdict = await withTests(
      (source) => source.replace('test("two', 'if (add.length === 9)\n  test("two'),
      () => check(inAdd("return left + right;")),
    );
    expect(verdict.kind).toBe("skipped-test");
    expect(verdict.sentence).toBe("Only 1 of 2 tests ran, and a missing test is not a pass.");
  });

  test("gives each answer a process of its own, which is gone when the checker is closed", async () => {
    const answer = `process.on("message", ({ type }) => { while (type === "stop"); });
${inAdd('throw new Error("process " + process.pid);')}`;
    toy.write("exercises/01-sums/add.ts", answer);
    const own = new Checker(course);
    const first = await own.check(add);
    const second = await own.check(add);
    await own.close();
    const [one = 0, other = 0] = [first, second].map(({ sentence }) =>
      Number(/process (\d+)/.exec(sentence)?.[1]),
    );
    expect(other).not.toBe(one);
    // A runner that was held up is killed in the end, and does not wait for what it has started.
    await Promise.all([untilGone(one), untilGone(other)]);
  });

  test("leaves nothing among the system's temporary files when the checker is closed", async () => {
    const folder = `${toy.root}/temporary`;
    mkdirSync(folder);
    vi.stubEnv("TMPDIR", folder);
    try {
      const own = new Checker(course);
      toy.write(file, inAdd("return left + right;"));
      expect((await own.check(add)).passed).toBe(true);
      expect(readdirSync(folder)).not.toEqual([]);
      await own.close();
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("can be cancelled in the middle of an endless loop, and the next one is right", async () => {
    used.add(tireless);
    const cancel = new AbortController();
    toy.write("exercises/01-sums/add.ts", inAdd("for (;;) left++;"));
    const cancelled = tireless.check(add, add.learnerFile, cancel.signal);
    await untilATestRuns();
    cancel.abort();
    await expect(cancelled).rejects.toBeInstanceOf(CheckCancelled);
    await untilNothingIsLeft();
    expect((await check(inAdd("return left + right;"), tireless)).passed).toBe(true);
  });

  test("leaves no endless loop behind when its runner is killed, and the next one is right", async () => {
    used.add(tireless);
    toy.write("exercises/01-sums/add.ts", inAdd("for (;;) left++;"));
    const broken = expect(tireless.check(add)).rejects.toThrow("ended with SIGKILL");
    const journal = await untilATestRuns();
    // Named by the runner's process.
    process.kill(Number.parseInt(journal, 10), "SIGKILL");
    await broken;
    while (findForks(`${runsFolder}/${journal}`).length > 0) await new Promise(setImmediate);
    rmSync(`${runsFolder}/${journal}`);
    expect((await check(inAdd("return left + right;"), tireless)).passed).toBe(true);
  });

  test("is right after an answer whose process died while its first failure ended the run", async () => {
    // Vitest tells it to stop as it tells its own pool.
    const dies = `import { afterAll } from "vitest";
process.on("message", (message) => {
  if (JSON.stringify(message).includes("onCancel")) process.kill(process.pid, "SIGKILL");
});
afterAll(() => new Promise(() => {}));
${inAdd("return left - right;")}`;
    const { kind } = await check(dies);
    expect(kind).not.toBe("passed");
    expect((await check(inAdd("return left + right;"))).kind).toBe("passed");
  });

  // Vitest gives a process a minute to start: whoever waited for those that are dead would take longer than a test may.
  test("can be cancelled before the answer's process has started, and the next one is right", async () => {
    toy.write("exercises/01-sums/add.ts", inAdd("for (;;) left++;"));
    for (let round = 1; round <= 5; round++) {
      const cancel = new AbortController();
      const cancelled = tireless.check(add, add.learnerFile, cancel.signal);
      // The runner has been asked by then, and is told to stop in its next message.
      await new Promise(setImmediate);
      cancel.abort();
      await expect(cancelled).rejects.toBeInstanceOf(CheckCancelled);
    }
    expect((await check(inAdd("return left + right;"), tireless)).passed).toBe(true);
  });
});

/** Each checker keeps one process for its next answer; any other is an answer's, or was started by one, and goes. */
async function untilNothingIsLeft(): Promise<void> {
  while (findForks().length > used.size) await new Promise(setImmediate);
}

/** The answers' processes, those that they have started, and the spares; or those with one journal. */
function findForks(journals = toy.root): string[] {
  return readdirSync("/proc").filter((name) => {
    try {
      return (
        /^\d+$/.test(name) &&
        readFileSync(`/proc/${name}/environ`, "utf8").includes(`INTERLEAVE_JOURNAL=${journals}`)
      );
    } catch {
      return false;
    }
  });
}

/** Resolves to the name of its journal. */
async function untilATestRuns(): Promise<string> {
  mkdirSync(runsFolder, { recursive: true });
  const hasStarted = (name: string) => {
    const journal = readJournal(`${runsFolder}/${name}`);
    return journal.some(({ event }) => event === "test-started");
  };
  for (;;) {
    const started = readdirSync(runsFolder).find(hasStarted);
    if (started !== undefined) return started;
    await new Promise(setImmediate);
  }
}

/** Does `work` while the tests of `add` are what `change` makes of them. */
async function withTests<Result>(
  change: (source: string) => string,
  work: () => Promise<Result>,
): Promise<Result> {
  const testFile = "test/lessons/01-sums/add.test.ts";
  const source = readFileSync(`${toy.root}/${testFile}`, "utf8");
  toy.write(testFile, change(source));
  try {
    return await work();
  } finally {
    toy.write(testFile, source);
  }
}
