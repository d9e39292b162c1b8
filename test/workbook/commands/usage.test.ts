// The command line itself: what there is, and what is said about words that mean nothing.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { commands } from "#workbook/command-list.ts";
import { makeToyCourse, repositoryRoot } from "../toy-course.ts";
import { startInTerminal } from "./pseudo-terminal.ts";
import { runWorkbook, widestLine } from "./workbook.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());

const wrongWords: [title: string, words: string, sentence: string, usage: string][] = [
  ["a command that is none", "sing", "There is no command `sing`.", "Usage: npm start "],
  [
    "a lesson without a command",
    "02",
    "There is no command `02`. Did you mean `read 02`?",
    "Usage: npm start ",
  ],
  [
    "a command with a letter too many",
    "lisst",
    "There is no command `lisst`. Did you mean `list`?",
    "Usage: npm start ",
  ],
  [
    "a command with a letter too few",
    "chek 01",
    "There is no command `chek`. Did you mean `check`?",
    "Usage: npm start ",
  ],
  [
    "a command with its letters turned around",
    "raed 01",
    "There is no command `raed`. Did you mean `read`?",
    "Usage: npm start ",
  ],
  ["an option that is none", "list --fast", "Unknown option '--fast'.", "npm start -- list"],
  [
    "too many words",
    "check 01 add double",
    "Expected at most two words after `check`, got `double` too.",
    "npm start -- check [LESSON [EXERCISE]] [--json]",
  ],
  [
    "a lesson that is none",
    "read 07",
    "There is no lesson or exercise `07`; the lessons are 01 (Sums).",
    "npm start -- read [LESSON]",
  ],
  [
    "an exercise that is none, in watch mode",
    "watch 01/subtract",
    "Lesson 01 has no exercise `subtract`; its exercises are add, double.",
    "npm start -- watch [LESSON [EXERCISE]]",
  ],
  [
    "a demo that is none",
    "run 01 goodbye",
    "Lesson 01 has no demo `goodbye`; its demos are hello.",
    "npm start -- run [LESSON] DEMO",
  ],
  [
    "a scenario that is none",
    "chaos nonsense",
    "There is no scenario `nonsense`. `npm start -- chaos` lists them all.",
    "npm start -- chaos [SCENARIO]",
  ],
  ["no demo at all", "run", "Expected a demo, got none.", "npm start -- run [LESSON] DEMO"],
  [
    "a lesson in place of its demo",
    "run 01",
    "Expected a demo of lesson 01, got none.",
    "\n\n01 Sums\n  hello  what does it print?\n\nUsage: npm start -- run [LESSON] DEMO\n",
  ],
];

describe.concurrent("wrong usage", () => {
  test.each(wrongWords)("is told for %s", async (_title, words, sentence, usage) => {
    const { code, stdout, stderr } = await runWorkbook(toy, words);
    expect(stderr.split("\n")[0]).toBe(sentence);
    expect(stderr).toContain(usage);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    // In the smallest window, the sentence is still there.
    expect(stderr.split("\n").length).toBeLessThan(24);
  });
});

test("a sentence about a wrong word is broken between words at a terminal", async () => {
  const program = startInTerminal(toy, `check 01 ${"add".repeat(25)}`);
  const { output } = await program.end();
  expect(output).toMatch(/^Lesson 01 has no exercise\n`(add)+`\.\nDid you mean `add`\?/);
  expect(output).toContain("exit code 2\n");
});

describe.concurrent("help", () => {
  test("lists every command", async () => {
    const { code, stdout, stderr } = await runWorkbook(toy, "--help");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const named = [...stdout.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    expect(named).toEqual(commands.map(({ name }) => name));
    expect(named).toContain("doctor");
  });

  test.each(["solution --help", "solution 01 -h", "help solution"])(
    "says how one command is called, what its options do, and shows examples: %s",
    async (words) => {
      const { code, stdout, stderr } = await runWorkbook(toy, words);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toBe(`Our solution, after yours passes.

Usage: npm start -- solution [LESSON [EXERCISE]] [--yes]
  --yes  show it before that

Examples:
  npm start -- solution 02 mutex        of exercise \`mutex\`
  npm start -- solution 02 mutex --yes  also if yours has not passed
`);
    },
  );

  test("of a command with options of its own ends with examples, too", async () => {
    const { code, stdout } = await runWorkbook(toy, "download --help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: npm start -- download URL… \[options\]\n/);
    expect(stdout).toMatch(/\nExamples:\n {2}npm start -- download https:/);
  });

  test("fits a narrow terminal", async () => {
    const env = { COLUMNS: "60" };
    const all = await Promise.all(
      ["--help", "explore --help", "mistake --help"].map((words) =>
        runWorkbook(toy, words, { env }),
      ),
    );
    for (const { code, stdout } of all) {
      expect(code).toBe(0);
      expect(widestLine(stdout)).toBeLessThanOrEqual(60);
    }
  });

  test("tells the version", async () => {
    const { version } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));
    const { code, stdout, stderr } = await runWorkbook(toy, "--version");
    expect([code, stdout, stderr]).toEqual([0, `${version}\n`, ""]);
  });
});

describe.concurrent("the overview", () => {
  test("of a new learner has everything to do, and names the first step", async () => {
    const { code, stdout, stderr } = await runWorkbook(toy, "list");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toBe(`01 Sums  5 min, 0 of 2 exercises done
  ▸ read                 next
  · add                  open
  · double               open
  · quiz                 open, 2 questions

Next: read lesson 01, Sums: npm start -- read 01
`);
  });

  test("is what a command without a name prints where nobody can be asked", async () => {
    const { code, stdout } = await runWorkbook(toy, "");
    expect(code).toBe(0);
    expect(stdout).toContain("  ▸ read                 next\n");
    expect(stdout).toMatch(/\nNext: read lesson 01, Sums: npm start -- read 01\n$/);
  });

  test("tells the minutes for exercises apart where the page does", async () => {
    const own = makeToyCourse();
    const page = own.read("lessons/01-sums/README.md");
    own.write("lessons/01-sums/README.md", page.replace("minutes: 5", "minutes: 5\nexercises: 30"));
    const [list, json, read] = await Promise.all(
      ["list", "list --json", "read 01"].map((command) => runWorkbook(own, command)),
    );
    own.remove();
    expect(list?.stdout).toContain("01 Sums  5 min, exercises 30 min, 0 of 2 exercises done\n");
    expect(JSON.parse(json?.stdout ?? "").lessons[0]).toMatchObject({ exerciseMinutes: 30 });
    expect(read?.stdout).toContain("Lesson 01: Sums  about 5 minutes, exercises about 30\n");
  });

  test("is one JSON document with --json", async () => {
    const { code, stdout, stderr } = await runWorkbook(toy, "list --json");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const exercise = (name: string) => ({ id: `01-sums/${name}`, name, passed: false, checks: 0 });
    expect(JSON.parse(stdout)).toEqual({
      lessons: [
        {
          id: "01-sums",
          number: "01",
          title: "Sums",
          minutes: 5,
          sittings: [],
          read: false,
          exercises: [exercise("add"), exercise("double")],
          demos: ["hello"],
          quizTaken: false,
          quiz: { questions: 2, known: 0, comingBack: 0 },
        },
      ],
      current: "01-sums/add",
      next: { kind: "read", lesson: "01-sums" },
    });
  });

  test("goes on where progress left off", async () => {
    const begun = makeToyCourse();
    const at = "2026-01-02T03:04:05.000Z";
    begun.write(
      ".interleave/progress.json",
      JSON.stringify({
        version: 1,
        exercises: { "01-sums/add": { passedAt: at, checks: 2, hintsShown: 0 } },
        lessons: { "01-sums": { screen: 0, done: true } },
        quiz: {
          "01-sums/what-is-one-and-one": { box: 2, right: 1, wrong: 0, lastAt: at },
          "01-sums/is-zero-a-number": { box: 0, right: 0, wrong: 1, lastAt: at },
          "01-sums/a-question-of-an-older-course": { box: 0, right: 0, wrong: 1, lastAt: at },
        },
      }),
    );
    try {
      const [shown, json] = await Promise.all([
        runWorkbook(begun, "list"),
        runWorkbook(begun, "list --json"),
      ]);
      expect(shown.stdout).toBe(`01 Sums  5 min, 1 of 2 exercises done
  ✓ read                 done
  ✓ add                  done
  ▸ double               next
  · quiz                 open, 1 of 2 known, 1 comes back

Next: exercise double: npm start -- watch 01 double
`);
      expect(JSON.parse(json.stdout)).toMatchObject({
        current: "01-sums/double",
        next: { kind: "exercise", exercise: "01-sums/double" },
      });
    } finally {
      begun.remove();
    }
  });
});
