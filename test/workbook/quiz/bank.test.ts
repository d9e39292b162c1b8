import { describe, expect, it } from "vitest";
import { MarkdownError } from "#workbook/course/markdown-error.ts";
import { parseBank } from "#workbook/quiz/bank.ts";

const JOIN = [
  "## What does `join` wait for?", // 1
  "",
  "Think of the kettle.", // 3
  "",
  "- [ ] The thread's first message", // 5
  "      A thread may send many, or none.",
  "- [x] The thread's end", // 7
  "      The `exit` event comes last,",
  "      after every message.",
  "", // 10
];

const PRINTS = [
  "## What does this print?", // 1
  "",
  "```ts run", // 3
  'console.log("a");',
  'console.log("b");',
  "```",
  "",
  "- [x] `a, b`", // 8
  "      In order.",
  "- [ ] `b, a`", // 10
  "      Out of order.",
  "- [ ] Nothing", // 12
  "      It prints.",
  "", // 14
];

describe("a bank", () => {
  it("gives its questions in the file's order, filed under the lesson and the heading", () => {
    const questions = parse([...JOIN, ...PRINTS]);
    expect(questions.map(({ id, title }) => [id, title])).toEqual([
      ["02-locks/what-does-join-wait-for", "What does `join` wait for?"],
      ["02-locks/what-does-this-print", "What does this print?"],
    ]);
  });

  it("reads the prose, the options with their marks, and the reasons below them", () => {
    expect(parse(JOIN)).toEqual([
      {
        id: "02-locks/what-does-join-wait-for",
        title: "What does `join` wait for?",
        body: "Think of the kettle.",
        chooseAll: false,
        options: [
          {
            text: "The thread's first message",
            right: false,
            reason: "A thread may send many, or none.",
          },
          {
            text: "The thread's end",
            right: true,
            reason: "The `exit` event comes last,\nafter every message.",
          },
        ],
      },
    ]);
  });

  it("keeps code fences in the body and says where the program starts", () => {
    const [, question] = parse([...JOIN, ...PRINTS]);
    expect(question?.body).toBe('```ts run\nconsole.log("a");\nconsole.log("b");\n```');
    expect(question?.run).toEqual({
      code: 'console.log("a");\nconsole.log("b");',
      line: JOIN.length + 3,
    });
  });

  it("does not run a fence that is not marked `run`", () => {
    const [question] = parse(swap(PRINTS, 3, "```ts"));
    expect(question && "run" in question).toBe(false);
  });

  it("lets several options be right where the prose says so", () => {
    const lines = swap(swap(JOIN, 3, "Choose all that apply."), 5, "- [X] The first message");
    const [question] = parse(lines);
    expect(question?.chooseAll).toBe(true);
    expect(question?.options.map(({ right }) => right)).toEqual([true, true]);
  });

  it("does not take the words in a code fence for prose", () => {
    const fence = ["```text", "Choose all that apply.", "```"].join("\n");
    expect(parse(swap(JOIN, 3, fence))[0]?.chooseAll).toBe(false);
  });

  it("keeps a list without boxes in the body", () => {
    const [question] = parse(swap(JOIN, 3, "- one\n- two\n\nWhich?"));
    expect(question?.body).toBe("- one\n- two\n\nWhich?");
    expect(question?.options).toHaveLength(2);
  });

  it("reads a reason set off by a blank line, and one with code in it", () => {
    const lines = swap(JOIN, 6, "\n      See:\n\n      ```ts\n      join();\n      ```\n");
    expect(parse(lines)[0]?.options[0]?.reason).toBe("See:\n\n```ts\njoin();\n```");
  });

  it("reads Windows line ends", () => {
    expect(parseBank(PRINTS.join("\r\n"), "quiz/02-locks.md")).toEqual(parse(PRINTS));
  });
});

describe("a malformed bank is refused with place, expected and got:", () => {
  const cases: [string, string[], number, string][] = [
    ["no question", [""], 1, "expected a question, opened by a `## ` heading, got none"],
    [
      "text before the first heading",
      ["", "Hello", ...JOIN],
      2,
      "a `## ` heading first, got `Hello`",
    ],
    ["a heading of another depth", swap(JOIN, 1, "# Join"), 1, "a `## ` heading, got `# Join`"],
    [
      "a heading without words",
      swap(JOIN, 1, "## ?!"),
      1,
      "a heading with words in it, got `## ?!`",
    ],
    ["a heading used twice", [...JOIN, ...JOIN], 11, "which line 1 has already"],
    [
      "headings that differ in punctuation alone",
      [...JOIN, ...swap(JOIN, 1, "## What does join wait for")],
      11,
      "expected a heading of its own for every question, got `What does join wait for`",
    ],
    ["no task list", JOIN.slice(0, 3), 1, "expected a task list under the heading, got none"],
    [
      "text after the options",
      [...JOIN, "More.", ""],
      11,
      "expected the next `## ` heading after the options, got `More.`",
    ],
    ["no right option", swap(JOIN, 7, "- [ ] The end"), 5, "an option marked `[x]`, got none"],
    [
      "two right options without the sentence",
      swap(JOIN, 5, "- [x] The first message"),
      7,
      'expected one `[x]`, or "Choose all that apply." in the prose, got 2 `[x]`',
    ],
    [
      "an option without a reason",
      [...JOIN.slice(0, 5), ...JOIN.slice(6)],
      5,
      `expected a reason, indented, under the option, got \`The thread's first message\` alone`,
    ],
    [
      "a last option without a reason",
      [...JOIN.slice(0, 7), ""],
      7,
      "expected a reason, indented, under the option, got `The thread's end` alone",
    ],
    [
      "an option without a box",
      swap(JOIN, 5, "- The first message"),
      5,
      "expected an option that starts with `- [ ] ` or `- [x] `, got `- The first message`",
    ],
    [
      "one option",
      [...JOIN.slice(0, 4), ...JOIN.slice(6)],
      5,
      "expected two to nine options, got 1",
    ],
    ["ten options", [...JOIN, ...tenOptions()], 5, "expected two to nine options, got 12"],
    [
      "the same option twice",
      swap(JOIN, 5, "- [ ] The thread's end"),
      7,
      "expected options that differ, got `The thread's end` twice",
    ],
    [
      "a runnable question whose right option is prose",
      swap(PRINTS, 8, "- [x] a and b"),
      8,
      "expected a code span that holds what the program prints, got `a and b`",
    ],
    [
      "a runnable question whose right option is two code spans",
      swap(PRINTS, 8, "- [x] `a`, `b`"),
      8,
      "expected a code span that holds what the program prints, got ``a`, `b``",
    ],
    [
      "a runnable question with two right options",
      swap(PRINTS, 10, "- [x] `b, a`"),
      10,
      "expected one `[x]` in a question whose program is run, got 2",
    ],
    [
      "two programs in a question",
      swap(PRINTS, 6, "```\n\n```ts run\n1;\n```"),
      8,
      "expected one `ts run` fence in a question, got a second one after line 3",
    ],
    [
      "an empty program",
      [...PRINTS.slice(0, 3), ...PRINTS.slice(5)],
      3,
      "expected a program in the `ts run` fence, got an empty one",
    ],
  ];

  it.each(cases)("%s", (_, lines, line, words) => {
    const error = catchError(lines);
    expect(error.message).toContain(words);
    expect(error.message).toBe(
      `quiz/02-locks.md:${line}: expected ${error.expected}, got ${error.got}`,
    );
    expect(error.place.line).toBe(line);
  });
});

function parse(lines: string[]) {
  return parseBank(lines.join("\n"), "quiz/02-locks.md");
}

function catchError(lines: string[]): MarkdownError {
  try {
    parse(lines);
  } catch (error) {
    if (error instanceof MarkdownError) return error;
    throw error;
  }
  throw new Error("expected a MarkdownError, got questions");
}

/** The lines with line `number` (from 1) replaced. */
function swap(lines: string[], number: number, line: string): string[] {
  return lines.with(number - 1, line);
}

function tenOptions(): string[] {
  return Array.from({ length: 10 }, (_, index) => `- [ ] Option ${index}\n      No.`);
}
