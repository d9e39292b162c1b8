import { describe, expect, it } from "vitest";
import { toJson } from "#workbook/quiz/json.ts";
import type { Question } from "#workbook/quiz/question.ts";
import { renderFeedback, renderQuestion, renderSummary } from "#workbook/quiz/render.ts";
import { Sitting } from "#workbook/quiz/sitting.ts";
import { joinQuestion, printQuestion, sharedQuestion } from "./sample-questions.ts";

/** What Markdown reads as a new line. */
const hardBreak = "  ";

describe("a question", () => {
  it("shows its place, its prose and its lettered options, and no mark", () => {
    expect(renderQuestion({ question: joinQuestion, number: 2, total: 9, again: false })).toBe(
      `## Question 2 of 9: What does \`join\` wait for?

Think of the kettle.

- **a)** The first message
- **b)** The end
- **c)** A second
`,
    );
  });

  it("shows its program as TypeScript and says how to read the options", () => {
    expect(renderQuestion({ question: printQuestion, number: 1, total: 1, again: false })).toBe(
      `## Question 1 of 1: What does this print?

\`\`\`ts
console.log(1);
console.log(2);
\`\`\`

In the options, a comma stands between the lines the program prints.

- **a)** \`2, 1\`
- **b)** \`1, 2\`
`,
    );
  });

  it("says nothing of commas where no option has one", () => {
    const options = printQuestion.options.map((option) => ({ ...option, text: "`1`" }));
    const question = { ...printQuestion, options };
    expect(renderQuestion({ question, number: 1, total: 1, again: false })).not.toContain("comma");
  });

  it("says that it was asked before", () => {
    const markdown = renderQuestion({ question: joinQuestion, number: 2, total: 9, again: true });
    expect(markdown).toMatch(/^## Question 2 of 9, again: What does/);
  });
});

describe("feedback", () => {
  it("says what was chosen, what is right and why each option is right or wrong", () => {
    expect(feedback(joinQuestion, "c")).toBe(
      `**Not right.** You chose c; right is **b**.

- **a) wrong:** The first message${hardBreak}
  There may be none.
- **b) right:** The end${hardBreak}
  \`exit\` comes last.
- **c) wrong, your choice:** A second${hardBreak}
  A clock knows nothing
  of threads.

This question comes back at the end of this sitting.
`,
    );
  });

  it("names several letters in words", () => {
    expect(feedback(sharedQuestion, "a b d")).toMatch(
      /^\*\*Not right\.\*\* You chose a, b and d; right are \*\*a and c\*\*\.\n/,
    );
    expect(feedback(sharedQuestion, "c a")).toMatch(/^\*\*Right: a and c\.\*\*\n/);
  });

  it("says nothing of a return when there is none", () => {
    expect(feedback(joinQuestion, "b")).not.toContain("comes back");
  });

  it("says that a question right for the first time since it was wrong comes back", () => {
    const sitting = sit([joinQuestion]);
    sitting.answer("a");
    expect(gradedMarkdown(sitting, "b")).toMatch(
      /^\*\*Right: b\.\*\*[\s\S]*\nThis question comes back in the next sitting\.\n$/,
    );
  });
});

describe("a summary", () => {
  it("counts, and names the questions that come back", () => {
    const sitting = sit([joinQuestion, sharedQuestion, printQuestion]);
    for (const line of ["a", "b", "", "b", "a"]) sitting.answer(line);
    expect(renderSummary(sitting.summary())).toBe(
      `## Your sitting

**You answered 2 of 3 questions: 0 right at the first try, 2 wrong.**

In the next sitting: 2 that were wrong, until right twice in a row, and 1 not answered in this one.

Those that were wrong:

- What does \`join\` wait for? (wrong at first, asked 2 times)
- What is shared? (wrong at first, asked 2 times)
`,
    );
  });

  it("is two lines when nothing comes back", () => {
    const sitting = sit([joinQuestion]);
    sitting.answer("b");
    expect(renderSummary(sitting.summary())).toBe(
      "## Your sitting\n\n**You answered 1 of 1 question: 1 right at the first try, 0 wrong.**\n",
    );
  });
});

describe("a sitting as JSON", () => {
  it("holds every question, the letters of the first answer, and the marks where there was one", () => {
    const sitting = sit([joinQuestion, sharedQuestion, printQuestion]);
    sitting.answer("a");
    sitting.answer("c,a");
    const json: unknown = JSON.parse(JSON.stringify(toJson("02-locks", sitting.summary())));
    expect(json).toEqual({
      lesson: "02-locks",
      questions: [
        {
          id: "02-locks/join",
          title: "What does `join` wait for?",
          options: [
            { letter: "a", text: "The first message", right: false, reason: "There may be none." },
            { letter: "b", text: "The end", right: true, reason: "`exit` comes last." },
            {
              letter: "c",
              text: "A second",
              right: false,
              reason: "A clock knows nothing\nof threads.",
            },
          ],
          answered: ["a"],
          right: false,
        },
        {
          id: "02-locks/shared",
          title: "What is shared?",
          options: [
            { letter: "a", text: "The pid", right: true, reason: "One process." },
            { letter: "b", text: "The heap", right: false, reason: "One a thread." },
            { letter: "c", text: "The directory", right: true, reason: "One a process." },
            { letter: "d", text: "The loop", right: false, reason: "One a thread, too." },
          ],
          answered: ["a", "c"],
          right: true,
        },
        {
          id: "02-locks/print",
          title: "What does this print?",
          options: [
            { letter: "a", text: "`2, 1`" },
            { letter: "b", text: "`1, 2`" },
          ],
          answered: [],
          right: null,
        },
      ],
      right: 1,
      wrong: 1,
      unanswered: 1,
      total: 3,
    });
  });
});

function sit(questions: Question[]): Sitting {
  return new Sitting({ questions, memory: {}, now: () => new Date("2026-03-02T09:00:00.000Z") });
}

function feedback(question: Question, line: string): string {
  return gradedMarkdown(sit([question]), line);
}

function gradedMarkdown(sitting: Sitting, line: string): string {
  const outcome = sitting.answer(line);
  if (outcome.kind !== "graded") throw new Error(`expected a graded answer, got ${outcome.kind}`);
  return renderFeedback(outcome);
}
