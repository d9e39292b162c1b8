// `doctor`, and what every command does where progress cannot be read or written.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { keys, startInTerminal } from "./pseudo-terminal.ts";
import { runWorkbook } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

function makeCourse(path?: string, text = ""): ToyCourse {
  const toy = makeToyCourse();
  toys.push(toy);
  if (path) toy.write(path, text);
  return toy;
}

describe.concurrent("doctor", () => {
  test("names everything that the course needs, and finds it here", async () => {
    const toy = makeCourse();
    const { code, stdout, stderr } = await runWorkbook(toy, "doctor", {
      env: { COLUMNS: "100", REDIS_URL: "" },
    });
    expect(stderr).toBe("");
    const [last, ...findings] = stdout.trimEnd().split("\n").filter(Boolean).reverse();
    expect(last).toBe("Everything the course needs is here.");
    const names = findings.reverse().map((line) => /^✓ ([^:]+): ./.exec(line)?.[1] ?? line);
    expect(names).toEqual([
      "Node",
      "Processors",
      "Memory",
      "Threads and shared memory",
      "Folder",
      "File watching",
      "A check",
      "Terminal",
      "Redis, for lessons 08 and 09",
    ]);
    expect(code).toBe(0);
  });

  test.each([
    [
      "an answer that is right is judged wrong",
      "test/lessons/01-sums/add.test.ts",
      'import { test } from "vitest";\n\ntest("the machine is sound", () => {\n  throw new Error("it is not");\n});\n',
      /! A check: our solution of 01-sums\/add should pass, and does not: .*“the machine is sound”/,
    ],
    [
      "a file of the course cannot be loaded",
      "test/lessons/01-sums/add.test.ts",
      'import "not-installed";\n',
      /! A check: our solution of 01-sums\/add should pass, and does not: .*not-installed/,
    ],
  ])("says in one sentence that %s, and what to do", async (_, path, text, expected) => {
    const toy = makeCourse(path, text);
    const env = { COLUMNS: "1000", REDIS_URL: "" };
    const { code, stdout, stderr } = await runWorkbook(toy, "doctor", { env });
    expect(stdout.replaceAll(/\n +/g, " ")).toMatch(expected);
    expect(stdout).toContain("    Yours would not either. Run `npm ci` in the course's folder.");
    expect(stdout).toMatch(/\nSee the advice above\.\n$/);
    expect(stderr).toBe("");
    expect(code).toBe(1);
  });

  test("says how to get Redis where there is none, and that all else works", async () => {
    const toy = makeCourse();
    const env = { COLUMNS: "1000", PATH: "", REDIS_URL: "" };
    const { code, stdout } = await runWorkbook(toy, "doctor", { env });
    expect(stdout).toContain("✓ Redis, for lessons 08 and 09: no redis-server; all but");
    expect(stdout).toContain("    Install Redis by `sudo apt-get install redis-server` on Debian");
    expect(stdout).toMatch(/\nEverything the course needs is here\.\n$/);
    expect(code).toBe(0);
  });

  test.each([
    [
      "nobody answers",
      "redis://:secret@127.0.0.1:1",
      "redis://:PASSWORD@127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1.",
    ],
    [
      "no URL of a Redis",
      "127.0.0.1:secret",
      "Expected redis://HOST:PORT as the URL of Redis, got something else.",
    ],
  ])("says that REDIS_URL is of no use where %s", async (_, redisUrl, reason) => {
    const toy = makeCourse();
    const env = { COLUMNS: "1000", REDIS_URL: redisUrl };
    const { code, stdout } = await runWorkbook(toy, "doctor", { env });
    expect(stdout).toContain("! Redis, for lessons 08 and 09: ");
    expect(stdout.replaceAll(/\n +/g, " ")).toContain(reason);
    expect(stdout).toContain("    Start it, or change or unset REDIS_URL");
    expect(stdout).not.toContain("secret");
    expect(code).toBe(1);
  });

  test("says what to do where nothing can be kept", async () => {
    const toy = makeCourse(".interleave");
    const { code, stdout } = await runWorkbook(toy, "doctor");
    expect(stdout.replaceAll("\n", " ")).toMatch(/! Folder: .*course\/\.interleave is a file /);
    expect(stdout).toContain("    Move it away: progress is kept in a folder of that name.\n");
    expect(stdout).toMatch(/\nSee the advice above\.\n$/);
    expect(code).toBe(1);
  });
});

describe.concurrent("a progress file that cannot be used", () => {
  const commands = ["", "list", "quiz 01", "hint"];
  test.each(commands)("is told once and kept aside by `%s`, which goes on", async (words) => {
    const toy = makeCourse(".interleave/progress.json", '{ "version": 1, "exercises": [');
    const { code, stdout, stderr } = await runWorkbook(toy, words);
    expect(stderr).toMatch(
      /^The progress file \S+ \S+ \S+progress\.json cannot be used \(it is not JSON\); it is kept as .*progress\.json\.corrupt-\S+, and the workbook starts fresh\.\n$/,
    );
    expect(stdout).not.toBe("");
    expect(code).toBe(0);
    const [aside] = readdirSync(join(toy.root, ".interleave")).filter((name) =>
      name.includes("corrupt"),
    );
    expect(toy.read(`.interleave/${aside}`)).toBe('{ "version": 1, "exercises": [');
  });

  test("is kept aside too when a newer workbook wrote it", async () => {
    const toy = makeCourse(".interleave/progress.json", '{ "version": 99 }');
    const { code, stderr } = await runWorkbook(toy, "list");
    expect(stderr).toContain("was written by a newer workbook (format 99); it is kept as ");
    expect(code).toBe(0);
  });
});

describe.concurrent("a course folder that cannot be written", () => {
  test.each(["list", "check 01 add", "watch"])("gets one sentence from `%s`", async (words) => {
    const { code, stdout, stderr } = await runWorkbook(makeCourse(".interleave"), words);
    expect(stderr).toMatch(/^Cannot (read|write) [^\n]+; move it away and try again\.\n$/);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  /** Progress is read there, and not written: its lock cannot be taken. */
  const makeReadOnly = () => makeCourse(".interleave/progress.lock/in-the-way");
  const notKept =
    /^Cannot write [^\n]+\.interleave: [^\n]+ Until then your progress is not kept\.\n$/;

  test.each([
    ["list", "", "0 of 2 exercises done"],
    ["hint 01 add", "", "hint 1 of 4"],
    ["solution 01 add --yes", "", "return left + right"],
    ["quiz 01", "b\na\n", "2 right at the first try"],
  ])(
    "lets `%s` do what it can, and says once that nothing is kept",
    async (words, input, shown) => {
      const { code, stdout, stderr } = await runWorkbook(makeReadOnly(), words, { input });
      expect(stdout).toContain(shown);
      if (words === "list") expect(stderr).toBe("");
      else expect(stderr).toMatch(notKept);
      expect(code).toBe(0);
    },
  );

  test("is read to its end at a terminal, and its demos run", async () => {
    const program = startInTerminal(makeReadOnly(), "read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("Until then your progress is not kept.");
    await program.waitFor("[2/2, part 1/2]");
    program.type("r");
    await program.waitFor("No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("Your prediction was right.");
    await program.waitFor("[2/2, part 1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 2/2]");
    program.type(keys.enter);
    const { output } = await program.end();
    expect(output).toMatch(/exit code 0\nmode kept\n$/);
    expect(output.match(/progress is not kept/g)).toHaveLength(1);
  });

  test("shows what `explore` found, which `replay` cannot show again", async () => {
    const toy = makeCourse(".interleave/replays");
    toy.write(
      "counts.mjs",
      `export default {
  name: "two threads count",
  memory: { counter: 1 },
  threads: { count: 2, run: (m) => void Atomics.store(m.counter, 0, Atomics.load(m.counter, 0) + 1) },
  final: (m) => m.counter[0] === 2,
};
`,
    );
    const env = { INIT_CWD: toy.root };
    const { code, stdout, stderr } = await runWorkbook(toy, "explore counts.mjs", { env });
    expect(stdout).toMatch(/^At the end, `final` does not hold\./);
    expect(stdout).not.toContain("npm start -- replay");
    expect(stderr).toMatch(/^Cannot write .+ Until then no schedule is kept for `replay`\.\n$/);
    expect(code).toBe(1);
  });

  test("can still be read", async () => {
    const toy = makeCourse(".interleave");
    const results = await Promise.all(
      ["read 01", "run 01 hello"].map((words) => runWorkbook(toy, words)),
    );
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ""],
      [0, ""],
    ]);
  });
});

test("a folder that holds no course gets one sentence", async () => {
  const toy = makeCourse();
  const { code, stdout, stderr } = await runWorkbook(toy, "list", {
    env: { INTERLEAVE_COURSE: join(toy.root, "lessons") },
  });
  expect(stderr).toBe(
    `expected a course at ${join(toy.root, "lessons")}, got a folder without package.json\n`,
  );
  expect(stdout).toBe("");
  expect(code).toBe(1);
});
